using System.Diagnostics;
using AlexNet.Bench.Limits;
using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Engine.Layers;

namespace AlexNet.Bench.Network;

/// <summary>Where the time of a forward pass goes, step by step, ours beside ONNX Runtime's operators and the machine's limit.</summary>
internal static class StepProfile
{
    private const int WarmUpRuns = 5;

    /// <summary>Profiles one batch and number of threads, the two engines in turn.</summary>
    public static IReadOnlyList<StepTime> Measure(NetworkSetup setup, int batch, ThreadLimits limits, int rounds)
    {
        using var ours = setup.Ours(batch, limits.Threads);
        using var theirs = setup.OnnxRuntime(batch, limits.Threads, profile: true);
        Timing.WarmUp(ours.Run);
        for (var i = 0; i < WarmUpRuns; i++) theirs.Run();
        var names = ours.StepNames;
        var steps = names.ToDictionary(name => name, name => new StepTime(name, Limit(setup, name, batch, limits)));
        for (var round = 0; round < rounds; round++)
        {
            Thread.Sleep(NetworkBenchmark.PauseMilliseconds);
            ours.Run();
            foreach (var (name, milliseconds) in RunObserved(ours)) steps[name].Ours.Add(milliseconds / batch);
            Thread.Sleep(NetworkBenchmark.PauseMilliseconds);
            theirs.Run();
            theirs.Run();
        }
        var stepOf = StepOfLayer(setup, names);
        // Of each round the second run counts, as of ours.
        foreach (var run in OnnxRuntimeProfile.Read(theirs.EndProfile()).Skip(WarmUpRuns).Where((_, index) => index % 2 == 1))
            foreach (var (name, milliseconds) in OnnxRuntimeProfile.ByStep(run, stepOf)) steps[name].Theirs.Add(milliseconds / batch);
        return [.. steps.Values];
    }

    public static MarkdownTable Table(IReadOnlyList<StepTime> steps)
    {
        var table = new MarkdownTable("step", ["AlexNetShell, ms/image", OnnxRuntimeContender.Version, "times faster", "limit", "best over limit"]);
        foreach (var step in steps)
        {
            table.Add(step.Name,
            [
                $"{step.Ours.Median:0.00} ({step.Ours.Least:0.00})", $"{step.Theirs.Median:0.00} ({step.Theirs.Least:0.00})",
                $"{step.Theirs.Median / step.Ours.Median:0.00} ({step.Theirs.Least / step.Ours.Least:0.00})", $"{step.Limit:0.00}", $"{step.Ours.Least - step.Limit:0.00}",
            ]);
        }
        double ours = steps.Sum(step => step.Ours.Median), theirs = steps.Sum(step => step.Theirs.Median), limit = steps.Sum(step => step.Limit);
        double ourBest = steps.Sum(step => step.Ours.Least), theirBest = steps.Sum(step => step.Theirs.Least);
        table.Add("sum", [$"{ours:0.00} ({ourBest:0.00})", $"{theirs:0.00} ({theirBest:0.00})", $"{theirs / ours:0.00} ({theirBest / ourBest:0.00})", $"{limit:0.00}", $"{ourBest - limit:0.00}"]);
        return table;
    }

    /// <summary>
    /// The observer is called for every image after the whole step, so the time since the last call is the step's at its first image and
    /// nothing at the others; the steps before the fully connected layers come again for each group of images.
    /// </summary>
    private static Dictionary<string, double> RunObserved(EngineContender contender)
    {
        var times = new Dictionary<string, double>();
        var last = Stopwatch.GetTimestamp();
        contender.Run((step, _, _, _) =>
        {
            times[step] = times.GetValueOrDefault(step) + Stopwatch.GetElapsedTime(last).TotalMilliseconds;
            last = Stopwatch.GetTimestamp();
        });
        return times;
    }

    /// <summary>A layer that is no step of its own is fused into the step before it.</summary>
    private static Dictionary<string, string> StepOfLayer(NetworkSetup setup, IReadOnlyList<string> steps)
    {
        var stepOf = new Dictionary<string, string>();
        var current = steps[0];
        foreach (var layer in setup.Model.Architecture.Layers)
        {
            if (steps.Contains(layer.Name)) current = layer.Name;
            stepOf[layer.Name] = current;
        }
        return stepOf;
    }

    private static double Limit(NetworkSetup setup, string name, int batch, ThreadLimits limits)
    {
        var shapes = setup.Model.Architecture.Shapes.Single(shapes => shapes.Layer.Name == name);
        var arithmetic = 2.0 * shapes.MultiplyAdds / limits.Fma.Most / 1e6;
        var reading = shapes.Layer is FullyConnected ? shapes.ParameterCount * sizeof(float) / limits.Bandwidth / 1e6 / batch : 0;
        return Math.Max(arithmetic, reading);
    }
}
