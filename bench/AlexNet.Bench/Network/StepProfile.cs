using System.Diagnostics;
using AlexNet.Bench.Limits;
using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Engine.Inference.Steps;
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
        var names = ours.Steps.Select(step => step.Name).ToList();
        var stepOf = StepOfLayer(setup, ours.Steps);
        var steps = names.ToDictionary(name => name, name => Describe(setup, name, stepOf, batch, limits));
        for (var round = 0; round < rounds; round++)
        {
            Thread.Sleep(NetworkBenchmark.PauseMilliseconds);
            ours.Run();
            foreach (var (name, milliseconds) in RunTimed(ours)) steps[name].Ours.Add(milliseconds / batch);
            Thread.Sleep(NetworkBenchmark.PauseMilliseconds);
            theirs.Run();
            theirs.Run();
        }
        // Of each round the second run counts, as of ours.
        foreach (var run in OnnxRuntimeProfile.Read(theirs.EndProfile()).Skip(WarmUpRuns).Where((_, index) => index % 2 == 1))
            foreach (var (name, milliseconds) in OnnxRuntimeProfile.ByStep(run, stepOf)) steps[name].Theirs.Add(milliseconds / batch);
        return [.. steps.Values];
    }

    public static MarkdownTable Table(IReadOnlyList<StepTime> steps, int batch, ThreadLimits limits)
    {
        var table = new MarkdownTable("step", ["AlexNetShell, ms/image", OnnxRuntimeContender.Version, "ours / theirs", "GFLOP/s", "of FMA peak", "GB/s", "of read bandwidth", "limit, ms"]);
        foreach (var step in steps) table.Add(step.Name, Cells(step, batch, limits));
        var sum = new StepTime("sum", steps.Sum(step => step.Limit), steps.Sum(step => step.MultiplyAdds), 0);
        sum.Ours.Add(steps.Sum(step => step.Ours.Median));
        sum.Theirs.Add(steps.Sum(step => step.Theirs.Median));
        table.Add(sum.Name, Cells(sum, batch, limits));
        return table;
    }

    private static string[] Cells(StepTime step, int batch, ThreadLimits limits)
    {
        var milliseconds = step.Ours.Median;
        double flops = 2.0 * step.MultiplyAdds / milliseconds / 1e6, read = step.WeightBytes / milliseconds / batch / 1e6;
        return
        [
            step.Ours.Cell(), step.Theirs.Cell(), $"{milliseconds / step.Theirs.Median:0.00} ({step.Ours.Least / step.Theirs.Least:0.00})",
            flops > 0 ? $"{flops:0.0}" : "", flops > 0 ? $"{flops / limits.Fma.Most:P0}" : "",
            read > 0 ? $"{read:0.0}" : "", read > 0 ? $"{read / limits.Bandwidth:P0}" : "", $"{step.Limit:0.00}",
        ];
    }

    /// <summary>Milliseconds of each step. Steps before the fully connected layers come again for each group of images.</summary>
    private static Dictionary<string, double> RunTimed(EngineContender contender)
    {
        var times = new Dictionary<string, double>();
        var last = Stopwatch.GetTimestamp();
        contender.Run(step =>
        {
            times[step] = times.GetValueOrDefault(step) + Stopwatch.GetElapsedTime(last).TotalMilliseconds;
            last = Stopwatch.GetTimestamp();
        });
        return times;
    }

    /// <summary>A layer that is no step of its own is fused into the step before it.</summary>
    private static Dictionary<string, string> StepOfLayer(NetworkSetup setup, IReadOnlyList<Step> steps)
    {
        var stepOf = new Dictionary<string, string>();
        var current = steps[0].Name;
        foreach (var layer in setup.Model.Architecture.Layers)
        {
            current = steps.FirstOrDefault(step => step.Layers.Contains(layer.Name))?.Name ?? current;
            stepOf[layer.Name] = current;
        }
        return stepOf;
    }

    /// <summary>A step with all layers that are fused into it.</summary>
    private static StepTime Describe(NetworkSetup setup, string name, IReadOnlyDictionary<string, string> stepOf, int batch, ThreadLimits limits)
    {
        var layers = setup.Model.Architecture.Shapes.Where(shapes => stepOf[shapes.Layer.Name] == name).ToList();
        var multiplyAdds = layers.Sum(shapes => shapes.MultiplyAdds);
        var bytes = layers.Where(shapes => shapes.Layer is FullyConnected).Sum(shapes => shapes.ParameterCount * sizeof(float));
        return new StepTime(name, Math.Max(2.0 * multiplyAdds / limits.Fma.Most / 1e6, bytes / limits.Bandwidth / 1e6 / batch), multiplyAdds, bytes);
    }
}
