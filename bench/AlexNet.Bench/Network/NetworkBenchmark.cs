using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;

namespace AlexNet.Bench.Network;

/// <summary>Whole forward passes, ours and ONNX Runtime's in turn.</summary>
internal static class NetworkBenchmark
{
    // Two engines with the same weights differ by rounding; more is a fault of one of them, and its time worth nothing.
    private const double MaxDifference = 1e-4;

    // ONNX Runtime's threads spin for a while after a run, in the hope of the next: they would take a core from our turn.
    public const int PauseMilliseconds = 40;

    // Long enough that the first run of a turn, whose memory the other engine has driven out of the caches, weighs little.
    private const double TurnSeconds = 0.12;

    public static IReadOnlyList<NetworkCase> Measure(NetworkSetup setup, BenchOptions options)
    {
        var cases = new List<NetworkCase>();
        foreach (var batch in options.Batches)
            foreach (var threads in options.Threads)
                cases.Add(Measure(setup, new NetworkCase(setup.Model.Name, batch, threads), Rounds(options, batch)));
        return cases;
    }

    // A turn of a large batch is longer, and so less noisy.
    private static int Rounds(BenchOptions options, int batch) => (options.Quick, batch) switch
    {
        (true, _) => 7,
        (false, < 8) => 31,
        _ => 11,
    };

    private static NetworkCase Measure(NetworkSetup setup, NetworkCase result, int rounds)
    {
        using var ours = setup.Ours(result.Batch, result.Threads);
        using var theirs = setup.OnnxRuntime(result.Batch, result.Threads);
        Timing.WarmUp(ours.Run);
        Timing.WarmUp(theirs.Run);
        result.Difference = RelativeDifference(ours.Logits(), theirs.Logits());
        if (!(result.Difference < MaxDifference))
            throw new InvalidOperationException($"{result.Network}, batch {result.Batch}: the logits of {ours.Name} and {theirs.Name} differ by {result.Difference:0.0e0}");
        for (var round = 0; round < rounds; round++)
        {
            var ourTime = Turn(ours, result);
            var theirTime = Turn(theirs, result);
            result.Ours.Add(ourTime);
            result.Theirs.Add(theirTime);
            result.Speedup.Add(theirTime / ourTime);
        }
        return result;
    }

    /// <summary>Several runs, the first of them untimed; median milliseconds an image.</summary>
    private static double Turn(IContender contender, NetworkCase shape)
    {
        Thread.Sleep(PauseMilliseconds);
        contender.Run();
        var runs = new Series();
        for (var total = 0.0; total < TurnSeconds;)
        {
            var seconds = Timing.Seconds(contender.Run);
            runs.Add(seconds * 1e3 / shape.Batch);
            total += seconds;
        }
        return runs.Median;
    }

    private static double RelativeDifference(float[] ours, float[] theirs)
    {
        double distance = 0, length = 0;
        for (var i = 0; i < theirs.Length; i++)
        {
            distance += Math.Pow((double)ours[i] - theirs[i], 2);
            length += Math.Pow(theirs[i], 2);
        }
        return Math.Sqrt(distance / length);
    }

    public static MarkdownTable Table(IEnumerable<NetworkCase> cases)
    {
        var table = new MarkdownTable("network", ["batch", "threads", "AlexNetShell, ms/image", OnnxRuntimeContender.Version + ", ms/image", "times faster", "logits differ by"]);
        foreach (var result in cases)
        {
            table.Add(result.Network,
            [
                $"{result.Batch}", $"{result.Threads}", $"{result.Ours.Median:0.00} ({result.Ours.Least:0.00})", $"{result.Theirs.Median:0.00} ({result.Theirs.Least:0.00})",
                $"{result.Speedup.Median:0.00} ({result.Theirs.Least / result.Ours.Least:0.00})", $"{result.Difference:0.0e-0}",
            ]);
        }
        return table;
    }
}
