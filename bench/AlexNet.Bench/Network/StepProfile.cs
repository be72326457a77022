using System.Diagnostics;
using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Engine.Layers;

namespace AlexNet.Bench.Network;

/// <summary>Where the time of a forward pass goes, step by step, ours beside ONNX Runtime's operators and the machine's limit.</summary>
internal static class StepProfile
{
    /// <summary>Milliseconds an image of each step.</summary>
    /// <param name="Name">Name of the layer.</param>
    /// <param name="Ours">Ours.</param>
    /// <param name="Theirs">The operators that do the same, as ONNX Runtime's own profiler has them.</param>
    /// <param name="Limit">Multiply-adds at the FMA peak or weights at the read bandwidth, whichever takes longer; 0 for the rest.</param>
    public sealed record Row(string Name, double Ours, double Theirs, double Limit);

    /// <summary>Profiles one number of images and threads.</summary>
    public static IReadOnlyList<Row> Measure(NetworkSetup setup, int batch, Limits.ThreadLimits limits, int rounds)
    {
        var ours = Ours(setup, batch, limits.Threads, rounds);
        var theirs = Theirs(setup, batch, limits.Threads, rounds, [.. ours.Keys]);
        return [.. ours.Select(step => new Row(step.Key, step.Value.Median, theirs.GetValueOrDefault(step.Key)?.Median ?? 0, Limit(setup, step.Key, batch, limits)))];
    }

    public static MarkdownTable Table(IReadOnlyList<Row> rows)
    {
        var table = new MarkdownTable("step", ["AlexNetShell, ms/image", OnnxRuntimeContender.Version, "times faster", "limit", "over the limit, ms"]);
        foreach (var row in rows.Append(new Row("all", rows.Sum(row => row.Ours), rows.Sum(row => row.Theirs), rows.Sum(row => row.Limit))))
            table.Add(row.Name, [$"{row.Ours:0.00}", $"{row.Theirs:0.00}", $"{row.Theirs / row.Ours:0.00}", $"{row.Limit:0.00}", $"{row.Ours - row.Limit:0.00}"]);
        return table;
    }

    private static Dictionary<string, Series> Ours(NetworkSetup setup, int batch, int threads, int rounds)
    {
        using var contender = setup.Ours(batch, threads);
        Timing.WarmUp(contender.Run);
        var times = new Dictionary<string, Series>();
        for (var round = 0; round < rounds; round++)
        {
            // The observer is called for every image after the whole step, so the time since the last call is the step's at its first
            // image and nothing at the others; the steps before the fully connected layers come again for each group of images.
            var run = new Dictionary<string, double>();
            var last = Stopwatch.GetTimestamp();
            contender.Run((layer, _, _, _) =>
            {
                var now = Stopwatch.GetTimestamp();
                run[layer] = run.GetValueOrDefault(layer) + Stopwatch.GetElapsedTime(last, now).TotalMilliseconds;
                last = Stopwatch.GetTimestamp();
            });
            AddRun(times, run, batch);
        }
        return times;
    }

    private static Dictionary<string, Series> Theirs(NetworkSetup setup, int batch, int threads, int rounds, IReadOnlyList<string> steps)
    {
        using var contender = setup.OnnxRuntime(batch, threads, profile: true);
        for (var round = 0; round < rounds + 3; round++) contender.Run();
        var times = new Dictionary<string, Series>();
        foreach (var run in OnnxRuntimeProfile.Read(contender.EndProfile()).Skip(3)) AddRun(times, OnnxRuntimeProfile.ByStep(run, steps), batch);
        return times;
    }

    private static void AddRun(Dictionary<string, Series> times, Dictionary<string, double> run, int batch)
    {
        foreach (var (name, milliseconds) in run)
        {
            if (!times.TryGetValue(name, out var series)) times.Add(name, series = new Series());
            series.Add(milliseconds / batch);
        }
    }

    private static double Limit(NetworkSetup setup, string name, int batch, Limits.ThreadLimits limits)
    {
        if (setup.Model.Architecture.Shapes.FirstOrDefault(shapes => shapes.Layer.Name == name) is not { } shapes) return 0;
        var arithmetic = 2.0 * shapes.MultiplyAdds / limits.Fma.Median / 1e6;
        var reading = shapes.Layer is FullyConnected ? shapes.ParameterCount * sizeof(float) / limits.Bandwidth / 1e6 / batch : 0;
        return Math.Max(arithmetic, reading);
    }
}
