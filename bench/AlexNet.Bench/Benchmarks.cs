using AlexNet.Bench.Kernels;
using AlexNet.Bench.Parts;
using AlexNet.Bench.Reporting;

namespace AlexNet.Bench;

/// <summary>Runs the parts in order and makes the page of them.</summary>
internal static class Benchmarks
{
    /// <summary>All parts, in the order of the page.</summary>
    public static readonly IReadOnlyList<BenchPart> Parts =
    [
        new("limits", LimitsPart.Run),
        new("network", NetworkPart.Run),
        new("int8", SmallerModelsPart.Run),
        new("cold", ColdStartPart.Run),
        new("photos", PhotosPart.Run),
        new("runspaces", RunspacesPart.Run),
        new("reduced", ReducedDecodingPart.Run),
        new("precision", PrecisionPart.Run),
        new("algorithms", AlgorithmsPart.Run),
        new("gemm", GemmPart.Run),
        new("devices", DevicesPart.Run),
        new("steps", StepsPart.Run),
        new("training", TrainingPart.Run),
        new("formats", FormatsPart.Run),
        new("similar", SimilarPart.Run),
    ];

    public static void Run(BenchOptions options)
    {
        var run = new BenchRun(options);
        var report = run.Report;
        // Now, while nothing of ours has run: it tells the load.
        var machine = Machine.Describe();
        report.Heading("Performance", 1);
        report.Paragraph($"Measured by `./build.sh bench` (bench/AlexNet.Bench); this page is its output, not written by hand.\n{machine}.");
        report.Paragraph(
            "Numbers are medians, with the best in parentheses. What is compared runs in turn, in one run of the program: a ratio is our time over the\n" +
            "rival's, the median over neighbouring turns, so below 1 we are faster, and in parentheses the ratio of the bests. The machine is shared, so\n" +
            $"gaps below 10% are ties. {run.Libtorch?.Describe() ?? "libtorch was not built or does not load here, and is left out."}");
        if (options.Job == "kernels")
        {
            report.Heading("Register tiles alone");
            report.Table(KernelJobs.Run());
            return;
        }
        foreach (var part in Parts.Where(part => options.Wants(part.Name))) part.Run(run);
        if (run.Targets.Any && options.Only is null)
        {
            report.Heading("Targets");
            report.Table(run.Targets.Table());
        }
        var page = Path.Combine(Repository.Root, "docs", "performance.md");
        if (options.Write && options.Only is null) report.Save(page);
        else if (options.Write) report.SaveSections(page, machine);
    }
}
