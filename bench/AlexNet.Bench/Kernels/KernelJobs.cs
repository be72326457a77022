using AlexNet.Bench.Limits;
using AlexNet.Bench.Reporting;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace AlexNet.Bench.Kernels;

/// <summary>Single kernels by BenchmarkDotNet, in this process: nothing is generated or built, so that it runs wherever the SDK does.</summary>
internal static class KernelJobs
{
    public static MarkdownTable Run()
    {
        var config = ManualConfig.CreateEmpty().AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance)).AddLogger(NullLogger.Instance);
        config.ArtifactsPath = Path.Combine(Path.GetTempPath(), "alexnet-bench-artifacts");
        var summary = BenchmarkRunner.Run<GemmTileBenchmarks>(config);
        var peak = Enumerable.Range(0, 50).Max(_ => FmaPeak.Measure(1, 2e8));
        var table = new MarkdownTable("tile", ["ns", "standard error, ns", "GFLOP/s", "of the best FMA peak"]);
        foreach (var report in summary.Reports)
        {
            var tile = (string)report.BenchmarkCase.Parameters[nameof(GemmTileBenchmarks.Tile)];
            var time = report.ResultStatistics ?? throw new InvalidOperationException($"{tile}: BenchmarkDotNet has no result");
            var speed = GemmTileBenchmarks.Flops(tile) / time.Median;
            table.Add(tile, [$"{time.Median:0.0}", $"{time.StandardError:0.0}", $"{speed:0.0}", $"{speed / peak:P0}"]);
        }
        return table;
    }
}
