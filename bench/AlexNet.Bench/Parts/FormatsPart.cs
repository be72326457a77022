using AlexNet.Bench.Formats;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;

namespace AlexNet.Bench.Parts;

/// <summary>Importing model files of every format.</summary>
internal static class FormatsPart
{
    private const double Target = 2;

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Importing model files");
        run.Report.Paragraph(
            "A file of the network at full size in each format (docs/model-formats.md), written here and in the page cache. Importing is from the path to a model whose\n" +
            "weights are all there, mapped or in memory; its bits are compared with what was written. Reading is every byte once, through one buffer of 1 MB, which\n" +
            "nothing that keeps the bytes can do as fast; into memory is File.ReadAllBytes. Weights that lie in the file as the engine reads them stay there and their\n" +
            "pages come when they are touched: import and touch reads every weight once more. The weights of the two towers of cuda-convnet's files are put together.");
        var table = new MarkdownTable("format", ["MB", "import, ms", "reading, ms", "import / reading", "into memory, ms", "import / into memory", "import and touch, ms"]);
        foreach (var format in FormatFile.All) Add(run, table, format);
        run.Report.Table(table);
    }

    private static void Add(BenchRun run, MarkdownTable table, FormatFile format)
    {
        using var folder = new TemporaryFolder();
        using var speed = new ImportSpeed(format, folder.Path);
        var comparison = speed.Measure(run.Seconds(full: 8, quick: 2), run.Options.Quick ? (3, 9) : (7, 31));
        table.Add(format.Name,
        [
            $"{speed.Length / 1e6:0}", comparison.Cell(0, "0.0"), comparison.Cell(1, "0.0"), run.Targets.Cell(comparison, 1, $"importing {format.Name}", Target),
            comparison.Cell(2, "0.0"), run.Targets.Cell(comparison, 2, "", target: null), $"{Enumerable.Range(0, 3).Min(_ => speed.ImportAndTouch()):0.0}",
        ]);
    }
}
