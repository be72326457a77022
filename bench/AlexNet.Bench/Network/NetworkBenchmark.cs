using AlexNet.Bench.Measuring;
using AlexNet.Bench.Rivals;

namespace AlexNet.Bench.Network;

/// <summary>Forward passes of several engines in turn.</summary>
internal static class NetworkBenchmark
{
    // Two engines with the same weights differ by rounding; more is a fault of one of them, and its time worth nothing.
    private const double MaxDifference = 1e-4;

    // The rivals' threads spin for a while after a run, in the hope of the next: they would take a core from our turn.
    public const int PauseMilliseconds = 40;

    // Long enough that the first run of a turn, whose memory the other engine has driven out of the caches, weighs little.
    private const double TurnSeconds = 0.12;

    // From here on a run is so long that the one before it does not matter.
    private const int LargeBatch = 8;

    /// <summary>Ours against every rival, fp32.</summary>
    public static (Comparison Comparison, double Difference) Measure(NetworkSetup setup, BenchRun run, int batch, int threads)
    {
        var contenders = new List<IContender> { setup.Ours(batch, threads), setup.OnnxRuntime(batch, threads) };
        try
        {
            if (run.Libtorch is { } libtorch) contenders.Add(setup.Libtorch(libtorch, batch, threads));
            var comparison = Measure(contenders, batch, run.Seconds(full: 20, quick: 4), run.Options.Quick ? (2, 7) : (5, 31));
            var difference = contenders.Skip(1).Max(rival => Require(setup.Model.Name, batch, rival, RelativeDifference(contenders[0].Logits(), rival.Logits())));
            return (comparison, difference);
        }
        finally
        {
            foreach (var contender in contenders) contender.Dispose();
        }
    }

    /// <summary>Milliseconds an image of each.</summary>
    public static Comparison Measure(IReadOnlyList<IContender> contenders, int batch, double seconds, (int Fewest, int Most) rounds)
    {
        var comparison = new Comparison([.. contenders.Select(contender => contender.Name)]);
        foreach (var contender in contenders) Timing.WarmUp(contender.Run);
        comparison.Run(seconds, rounds, index => Turn(contenders[index], batch));
        return comparison;
    }

    /// <summary>Distance in the 2-norm over the length of theirs.</summary>
    public static double RelativeDifference(float[] ours, float[] theirs)
    {
        double distance = 0, length = 0;
        for (var i = 0; i < theirs.Length; i++)
        {
            distance += Math.Pow((double)ours[i] - theirs[i], 2);
            length += Math.Pow(theirs[i], 2);
        }
        return Math.Sqrt(distance / length);
    }

    /// <summary>Several runs of a small batch, the first of them untimed; median milliseconds an image.</summary>
    private static double Turn(IContender contender, int batch)
    {
        Thread.Sleep(PauseMilliseconds);
        if (batch < LargeBatch) contender.Run();
        var runs = new Series();
        for (var total = 0.0; total < TurnSeconds;)
        {
            var seconds = contender.TimedRun();
            runs.Add(seconds * 1e3 / batch);
            total += seconds;
        }
        return runs.Median;
    }

    private static double Require(string network, int batch, IContender rival, double difference) => difference < MaxDifference
        ? difference
        : throw new InvalidOperationException($"{network}, batch {batch}: our logits and those of {rival.Name} differ by {difference:0.0e0}");
}
