using System.Diagnostics;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>Where the time of forward passes goes, by layer. Steps of the same layer, as a convolution and its tanh, count together.</summary>
internal sealed class StepClock
{
    private readonly Dictionary<string, double> _pass = [];

    public StepClock(InferencePlan plan) => Steps = [.. plan.Steps.Select(step => step.Name).Distinct().Select(name => (name, new Samples()))];

    /// <summary>The layers in order, each with its time of every pass.</summary>
    public IReadOnlyList<(string Layer, Samples Times)> Steps { get; }

    /// <summary>One forward pass of all images.</summary>
    /// <remarks>
    /// The observer is called for every image once the whole step is done: the time since the last call is the step's at its first image and nothing at the
    /// others. Steps before the fully connected layers come again for each group of images.
    /// </remarks>
    public void Run(InferenceSession session, CancellationToken cancellation)
    {
        _pass.Clear();
        var last = Stopwatch.GetTimestamp();
        session.Run(session.Batch, cancellation, (layer, _, _, _) =>
        {
            var now = Stopwatch.GetTimestamp();
            _pass[layer] = _pass.GetValueOrDefault(layer) + Stopwatch.GetElapsedTime(last, now).TotalMilliseconds;
            last = now;
        });
        foreach (var (layer, times) in Steps) times.Add(_pass[layer]);
    }
}
