using AlexNet.Bench.Gemm;

namespace AlexNet.Bench.Parts;

/// <summary>The matrix products of the convolutions alone.</summary>
internal static class GemmPart
{
    public static void Run(BenchRun run)
    {
        run.Report.Heading("Convolutions on one core");
        run.Report.Paragraph(
            "The matrix product of one group of each of the paper's convolutions, both sides packed beforehand, and the whole layer (packing, bias and\n" +
            "ReLU included). Each is timed between two measurements of the FMA peak; only the multiply-adds that the result needs are counted.");
        run.Report.Table(GemmBenchmark.Table(GemmBenchmark.Measure(run.Options.Quick ? 15 : 80)));
    }
}
