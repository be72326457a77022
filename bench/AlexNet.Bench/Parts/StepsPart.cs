using AlexNet.Bench.Network;

namespace AlexNet.Bench.Parts;

/// <summary>Where the time of a forward pass goes.</summary>
internal static class StepsPart
{
    // A batch beyond this goes through the steps as this one does, and takes longer.
    private const int LargestBatch = 16;

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Where the time goes");
        run.Report.Paragraph(
            "Median milliseconds an image of each step, beside the operators of ONNX Runtime that do the same, by its own profiler (reorders between\n" +
            "layouts are counted to the step before them). GFLOP/s count the multiply-adds of direct convolution, so that an algorithm with fewer of them\n" +
            "can exceed the FMA peak; GB/s count the weights that a fully connected layer reads once a batch. The limit is direct convolution at the FMA\n" +
            "peak, and for a fully connected layer its arithmetic at the peak or its weights at the read bandwidth, whichever takes longer.");
        foreach (var network in run.Options.Networks)
        {
            using var setup = new NetworkSetup(network);
            foreach (var batch in run.Options.Batches.Where(batch => batch <= LargestBatch))
            {
                foreach (var limit in run.Options.Quick ? run.Limits.TakeLast(1) : run.Limits)
                {
                    run.Report.Heading($"{network}, batch {batch}, threads {limit.Threads}", 3);
                    run.Report.Table(StepProfile.Table(StepProfile.Measure(setup, batch, limit, Rounds(run, batch)), batch, limit));
                }
            }
        }
    }

    private static int Rounds(BenchRun run, int batch) => Math.Max(5, (run.Options.Quick ? 11 : 31) / Math.Min(batch, 5));
}
