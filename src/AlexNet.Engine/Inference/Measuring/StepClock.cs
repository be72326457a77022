using System.Diagnostics;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>Where the time of forward passes goes, by layer. Steps of the same layer, as a convolution and its tanh, count together.</summary>
internal sealed class StepClock
{
    private readonly Dictionary<string, double> _pass = [];

    public StepClock(InferencePlan plan) => Steps = [.. plan.Steps.Select(step => step.Name).Distinct().Select(name => (name, new Samples()))];

    /// <summary>The layers in order, each with its time of every pass.</summary>
    public IReadOnlyList<(string Layer, Samples Times)> Steps { get; }

    /// <summary>One forward pass of all images. Steps before the fully connected layers come again for each group of images.</summary>
    public void Run(InferenceSession session, CancellationToken cancellation)
    {
        _pass.Clear();
        var last = Stopwatch.GetTimestamp();
        session.RunTimed(session.Batch, cancellation, step =>
        {
            var now = Stopwatch.GetTimestamp();
            _pass[step] = _pass.GetValueOrDefault(step) + Stopwatch.GetElapsedTime(last, now).TotalMilliseconds;
            last = now;
        });
        foreach (var (layer, times) in Steps) times.Add(_pass[layer]);
    }
}
