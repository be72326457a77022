using AlexNet.Bench.Measuring;
using AlexNet.Bench.Reporting;
using AlexNet.Engine.Devices.Hardware;

namespace AlexNet.Bench.Limits;

/// <summary>What the machine can do at most, for one number of threads.</summary>
/// <param name="Threads">Number of threads.</param>
/// <param name="Fma">GFLOP/s of fused multiply-adds in registers.</param>
/// <param name="OneStream">GB/s read with one stream a thread.</param>
/// <param name="FourStreams">GB/s read with four streams a thread.</param>
internal sealed record ThreadLimits(int Threads, Series Fma, Series OneStream, Series FourStreams)
{
    /// <summary>The best GB/s of the better way to read: a limit is what the machine can, not what it usually gives.</summary>
    public double Bandwidth => Math.Max(OneStream.Most, FourStreams.Most);
}

/// <summary>Measures <see cref="ThreadLimits"/>, all in turn, so that a slow moment of the machine hits every one.</summary>
internal static class MachineLimits
{
    private const double FlopsPerTurn = 1e9;

    public static IReadOnlyList<ThreadLimits> Measure(IReadOnlyList<int> threads, int rounds)
    {
        using var memory = new ReadBandwidth();
        var limits = threads.Select(count => new ThreadLimits(count, new Series(), new Series(), new Series())).ToList();
        for (var round = 0; round < rounds; round++)
        {
            foreach (var limit in limits)
            {
                limit.Fma.Add(FmaPeak.Measure(limit.Threads, FlopsPerTurn));
                limit.OneStream.Add(memory.Measure(limit.Threads, fourStreams: false));
                limit.FourStreams.Add(memory.Measure(limit.Threads, fourStreams: true));
            }
        }
        return limits;
    }

    public static MarkdownTable Table(IReadOnlyList<ThreadLimits> limits)
    {
        var table = new MarkdownTable("limit", [.. limits.Select(limit => limit.Threads == 1 ? "1 thread" : $"{limit.Threads} threads")]);
        table.Add($"FMA peak ({FmaLoop.VectorBits} bits), GFLOP/s", [.. limits.Select(limit => Cell(limit.Fma))]);
        table.Add("read 240 MB, one stream a thread, GB/s", [.. limits.Select(limit => Cell(limit.OneStream))]);
        table.Add("read 240 MB, four streams a thread, GB/s", [.. limits.Select(limit => Cell(limit.FourStreams))]);
        return table;
    }

    private static string Cell(Series series) => $"{series.Median:0.0} ({series.Most:0.0})";
}
