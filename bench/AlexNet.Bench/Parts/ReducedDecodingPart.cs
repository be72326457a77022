using AlexNet.Bench.Imaging;

namespace AlexNet.Bench.Parts;

/// <summary>How far -ReducedDecoding may move the answer.</summary>
internal static class ReducedDecodingPart
{
    public static void Run(BenchRun run)
    {
        run.Report.Heading("Decoding at reduced scale");
        run.Report.Paragraph(
            "What `-ReducedDecoding` changes, against decoding at full scale, over the JPEGs of samples/ (or of --photos DIR) that it touches at all: colour levels of the\n" +
            "network's input, 0 to 255, and the answer of a network with seeded weights.");
        run.Report.Table(ReducedDecoding.Table(ReducedDecoding.Measure(run.Options.Photos ?? Path.Combine(Repository.Root, "samples"), run.Options.Networks)));
    }
}
