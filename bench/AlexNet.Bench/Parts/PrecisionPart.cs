using AlexNet.Bench.Precision;

namespace AlexNet.Bench.Parts;

/// <summary>What smaller weights of the fully connected layers cost in accuracy.</summary>
internal static class PrecisionPart
{
    public static void Run(BenchRun run)
    {
        run.Report.Heading("Weight precision");
        var photos = run.Options.Photos ?? Path.GetFullPath(Path.Combine(Repository.Root, PrecisionBenchmark.DefaultPhotos));
        if (!Directory.Exists(photos))
        {
            run.Report.Paragraph($"Not measured: there is no folder {PrecisionBenchmark.DefaultPhotos} of photos beside the repository.");
            return;
        }
        run.Report.Paragraph(
            "Fully connected weights in smaller types, against single precision: the largest and the mean change of a logit, over the largest logit, and how often the\n" +
            "likeliest class and the five likeliest are the same. Weights by formula, whose logits lie closer together than a trained network's.");
        run.Report.Table(PrecisionBenchmark.Table(photos, run.Options.Quick ? 32 : 200, run.Options.Networks));
    }
}
