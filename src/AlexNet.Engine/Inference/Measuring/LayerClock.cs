using System.Diagnostics;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>Where the time of forward passes goes, by layer. Steps of the same layer, as a convolution and its tanh, count together.</summary>
public sealed class LayerClock
{
    private readonly InferencePlan _plan;
    private readonly Dictionary<string, double> _pass = [];
    private int _images;

    /// <param name="plan">What the sessions run.</param>
    public LayerClock(InferencePlan plan) =>
        (_plan, Layers) = (plan, [.. plan.Steps.Select(step => step.Name).Distinct().Select(name => (name, new Samples()))]);

    /// <summary>The sums so far, layers in order.</summary>
    public IReadOnlyList<LayerTime> Times => [.. Layers.Select(layer => new LayerTime(layer.Name, AlgorithmOf(layer.Name), null, layer.Times.Sum, _images))];

    /// <summary>The layers in order, each with its time of every pass.</summary>
    internal IReadOnlyList<(string Name, Samples Times)> Layers { get; }

    /// <summary>What computes a layer; null unless it is a convolution.</summary>
    internal string? AlgorithmOf(string layer) => _plan.Algorithms.TryGetValue(layer, out var algorithm) ? algorithm.ToString() : null;

    /// <summary>One forward pass, which gives what it gives unwatched. Steps before the fully connected layers come again for each group of images.</summary>
    /// <inheritdoc cref="InferenceSession.Run"/>
    public void Run(InferenceSession session, int images, CancellationToken cancellation = default)
    {
        _pass.Clear();
        var last = Stopwatch.GetTimestamp();
        session.RunTimed(images, cancellation, step =>
        {
            var now = Stopwatch.GetTimestamp();
            _pass[step] = _pass.GetValueOrDefault(step) + Stopwatch.GetElapsedTime(last, now).TotalMilliseconds;
            last = now;
        });
        // A thread whose images the others took meanwhile has seen no step of them.
        foreach (var (layer, times) in Layers) times.Add(_pass.GetValueOrDefault(layer));
        _images += images;
    }
}
