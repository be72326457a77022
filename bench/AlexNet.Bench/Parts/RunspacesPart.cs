using AlexNet.Bench.Measuring;
using AlexNet.Bench.Photos;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Bench.Runspaces;

namespace AlexNet.Bench.Parts;

/// <summary>Many runspaces that classify at once beside one that classifies the same photos.</summary>
internal static class RunspacesPart
{
    private const int Runspaces = 32;
    private const int PhotosEach = 16;

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Runspaces");
        run.Report.Paragraph(
            $"{Runspaces} runspaces of one process, each with {PhotosEach} photos of {PhotoFolders.SmallWidth}x{PhotoFolders.SmallHeight} and an Invoke-AlexNetClassify of its own with the default settings, beside one runspace\n" +
            "with all of the photos; the model that ships, from files to labels, on the same threads: the process's budget of one a core. The labels are compared.\n" +
            "Memory is the process's working set after a collection.");
        using var folder = new TemporaryFolder();
        var photos = PhotoFolders.Small(folder.Path, Runspaces * PhotosEach);
        using var one = new ModuleRunspaces(1);
        var labels = one.Classify(photos);
        var before = WorkingSet();
        using var many = new ModuleRunspaces(Runspaces);
        Require(labels, many.Classify(photos));
        var after = WorkingSet();
        var comparison = new Comparison([$"{Runspaces} runspaces", "one runspace"]);
        comparison.Run(run.Seconds(full: 90, quick: 10), run.Options.Quick ? (2, 3) : (3, 9), index =>
            Timing.Seconds(() => Require(labels, (index == 0 ? many : one).Classify(photos))) * 1e3 / photos.Count);
        var table = new MarkdownTable("runspaces", ["ms/photo", "many / one", "working set, MB"]);
        table.Add($"{Runspaces}", [comparison.Cell(0), run.Targets.Cell(comparison, 1, $"{Runspaces} runspaces", 1), $"{after:0}"]);
        table.Add("1", [comparison.Cell(1), "", $"{before:0}"]);
        run.Report.Table(table);
    }

    private static void Require(string[] expected, string[] labels)
    {
        if (!labels.SequenceEqual(expected)) throw new InvalidOperationException($"{Runspaces} runspaces give other answers than one");
    }

    private static double WorkingSet()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet / 1e6;
    }
}
