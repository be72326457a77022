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

    // A batch of the network, and four: what it costs to call a cmdlet weighs less the more each has to do.
    private static readonly int[] PhotosEach = [16, 64];

    // Calls before the measured ones, until nothing is left to compile: 32 runspaces come through as much new code as 32 scripts do.
    private const int WarmingCalls = 6;

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Runspaces");
        run.Report.Paragraph(
            $"{Runspaces} runspaces of one process, each with an Invoke-AlexNetClassify of its own with the default settings, beside one runspace with all of the photos, of {PhotoFolders.SmallWidth}x{PhotoFolders.SmallHeight};\n" +
            "the model that ships, from files to labels, on the same threads: the process's budget of one a core. The labels are compared. Memory is the process's working set after a collection.");
        var table = new MarkdownTable("photos a runspace", ["one runspace, ms/photo", $"{Runspaces}, ms/photo", $"{Runspaces} / one", "working set of one, MB", $"of {Runspaces}, MB"]);
        foreach (var each in run.Options.Quick ? PhotosEach[..1] : PhotosEach) Measure(run, each, table);
        run.Report.Table(table);
    }

    private static void Measure(BenchRun run, int photosEach, MarkdownTable table)
    {
        using var folder = new TemporaryFolder();
        var photos = PhotoFolders.Small(folder.Path, Runspaces * photosEach);
        using var one = new ModuleRunspaces(1);
        var labels = one.Classify(photos);
        var before = WorkingSet();
        using var many = new ModuleRunspaces(Runspaces);
        for (var call = 0; call < (run.Options.Quick ? 1 : WarmingCalls); call++)
        {
            Require(labels, many.Classify(photos));
            Require(labels, one.Classify(photos));
        }
        var after = WorkingSet();
        var comparison = new Comparison([$"{Runspaces} runspaces", "one runspace"]);
        comparison.Run(run.Seconds(full: 120, quick: 10), run.Options.Quick ? (2, 3) : (5, 20), index =>
            Timing.Seconds(() => Require(labels, (index == 0 ? many : one).Classify(photos))) * 1e3 / photos.Count);
        table.Add($"{photosEach}", [comparison.Cell(1), comparison.Cell(0), run.Targets.Cell(comparison, 1, $"{Runspaces} runspaces", 1), $"{before:0}", $"{after:0}"]);
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
