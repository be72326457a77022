using AlexNet.Bench.Measuring;
using AlexNet.Bench.Network;
using AlexNet.Bench.Photos;
using AlexNet.Bench.Reporting;

namespace AlexNet.Bench.Parts;

/// <summary>The whole job: a folder of photos, from files to labels.</summary>
internal static class PhotosPart
{
    public static void Run(BenchRun run)
    {
        using var setup = new NetworkSetup("paper");
        using var usual = new UsualProgram(setup.Model, setup.OnnxPath);
        var share = run.Options.Quick ? 4 : 1;
        var small = PhotoFolders.Small(Path.Combine(setup.Folder, "small"), 400 / share);
        var large = PhotoFolders.Large(Path.Combine(setup.Folder, "large"), 40 / share);
        run.Report.Heading("Folders of photos");
        run.Report.Paragraph(
            "From JPEG files (quality 90) to labels with the paper's network, all cores, the model loaded and everything warm. Ours is what\n" +
            "Invoke-AlexNetClassify runs, with its defaults and with -ReducedDecoding. The rival is the program that a .NET developer would write today:\n" +
            "SkiaSharp at full size on every core, resize, crop, ONNX Runtime in batches of 16, which does not spin here as that would slow the decoders.\n" +
            "Decoding alone is the first part of each: what it takes with all cores and no network.");
        var table = new MarkdownTable("photos", ["program", "ms/photo", "ours, defaults / this", "ours, reduced / this", "decoding alone, ms/photo"]);
        Add(run, table, setup, usual, small, $"{small.Count} of {PhotoFolders.SmallWidth}x{PhotoFolders.SmallHeight}", 0.50);
        Add(run, table, setup, usual, large, $"{large.Count} of 12 megapixels", 0.35);
        run.Report.Table(table);
    }

    private static void Add(BenchRun run, MarkdownTable table, NetworkSetup setup, UsualProgram usual, IReadOnlyList<string> paths, string what, double target)
    {
        Func<IReadOnlyList<string>, string[]>[] programs = [new OurProgram(setup.Model, false).Classify, new OurProgram(setup.Model, true).Classify, usual.Classify];
        Action<string>[] decoders = [DecodingAlone.Ours(setup.Model, false), DecodingAlone.Ours(setup.Model, true), DecodingAlone.Usual(setup.Model)];
        var comparison = new Comparison(["AlexNetShell", "AlexNetShell, reduced decoding", "SkiaSharp and ONNX Runtime"]);
        // A part of the folder warms the code and both engines.
        foreach (var program in programs) program([.. paths.Take(32)]);
        comparison.Run(run.Seconds(full: 45, quick: 6), run.Options.Quick ? (2, 4) : (3, 7), index => Milliseconds(() => programs[index](paths), paths.Count));
        var decoding = new Comparison(comparison.Names);
        decoding.Run(run.Seconds(full: 10, quick: 2), (2, 7), index => Milliseconds(() => DecodingAlone.Run(decoders[index], paths), paths.Count));
        var reduced = new Series();
        foreach (var (theirs, ours) in comparison.Ratios[2].Values.Zip(comparison.Ratios[1].Values)) reduced.Add(theirs / ours);
        var cell = run.Targets.Cell(comparison, 2, what, target);
        var reducedCell = $"{reduced.Median:0.00}{run.Targets.Check($"{what}, reduced decoding", comparison.Names[2], reduced.Median, target)}";
        for (var i = 0; i < programs.Length; i++)
            table.Add(what, [comparison.Names[i], comparison.Cell(i), i == 2 ? cell : "", i == 2 ? reducedCell : "", decoding.Cell(i)]);
    }

    private static double Milliseconds(Action work, int photos) => Timing.Seconds(work) * 1e3 / photos;
}
