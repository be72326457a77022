using AlexNet.Bench.Convolutions;

namespace AlexNet.Bench.Parts;

/// <summary>Every algorithm on every convolution: what it costs, in time and in accuracy.</summary>
internal static class AlgorithmsPart
{
    public static void Run(BenchRun run)
    {
        run.Report.Heading("Convolution algorithms");
        run.Report.Paragraph(
            "One image on one core, in turn with implicit GEMM. The rate counts the multiply-adds of the direct sum, so an algorithm that needs fewer can pass the\n" +
            "machine's peak. The error is the largest difference from sums in double, over the layer's largest output; Winograd's grows with its tiles. Chosen is what\n" +
            "the table of rules says (src/AlexNet.Engine/Inference/Planning/ConvolutionRules.cs).");
        foreach (var network in run.Options.Networks.Where(network => network != "bvlc"))
        {
            run.Report.Heading($"{network}, batch 1, threads 1", 3);
            run.Report.Table(AlgorithmBenchmark.Table(AlgorithmBenchmark.Measure(network, run.Options.Quick ? 7 : 25)));
        }
    }
}
