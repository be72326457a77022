using AlexNet.Bench.Gemm;
using AlexNet.Bench.Limits;
using AlexNet.Bench.Reporting;

namespace AlexNet.Bench;

/// <summary>Runs the parts in order and makes the page of them.</summary>
internal static class Benchmarks
{
    public static void Run(BenchOptions options)
    {
        var report = new Report();
        report.Heading("Performance", 1);
        report.Paragraph(Machine.Describe());
        if (options.Wants("limits"))
        {
            report.Heading("Limits of the machine");
            report.Table(MachineLimits.Table(MachineLimits.Measure(options.Threads, options.Quick ? 7 : 25)));
        }
        if (options.Wants("gemm"))
        {
            report.Heading("Matrix products of the convolutions");
            report.Table(GemmBenchmark.Table(GemmBenchmark.Measure(options.Quick ? 40 : 150)));
        }
    }
}
