using AlexNet.Bench.Gemm;
using AlexNet.Bench.Kernels;
using AlexNet.Bench.Limits;
using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;

namespace AlexNet.Bench;

/// <summary>Runs the parts in order and makes the page of them.</summary>
internal static class Benchmarks
{
    public static void Run(BenchOptions options)
    {
        var report = new Report();
        report.Heading("Performance", 1);
        report.Paragraph($"Measured by `./build.sh bench` (bench/AlexNet.Bench); this page is its output, not written by hand.\n{Machine.Describe()}.");
        report.Paragraph(
            "Numbers are medians, with the best in parentheses. What is compared runs in turn, in one process: a ratio is the median of the ratios\n" +
            "of neighbouring turns, and in parentheses the ratio of the bests. The machine is shared, so gaps below 10% are ties.");
        if (options.Job == "kernels")
        {
            report.Heading("Register tiles alone");
            report.Table(KernelJobs.Run());
            return;
        }
        var limits = options.Wants("limits") || options.Wants("steps") ? MachineLimits.Measure(options.Threads, options.Quick ? 7 : 25) : [];
        if (options.Wants("limits")) AddLimits(report, limits);
        if (options.Wants("gemm")) AddGemm(report, options);
        if (options.Wants("network") || options.Wants("steps")) AddNetworks(report, options, limits);
        if (options.Write) report.Save(Path.Combine(RepositoryRoot(), "docs", "performance.md"));
    }

    private static void AddLimits(Report report, IReadOnlyList<ThreadLimits> limits)
    {
        report.Heading("Limits of the machine");
        report.Paragraph("Multiply-adds in registers alone, and reads of memory that no cache holds.");
        report.Table(MachineLimits.Table(limits));
    }

    private static void AddGemm(Report report, BenchOptions options)
    {
        report.Heading("Convolutions on one core");
        report.Paragraph(
            "The matrix product of one group of each of the paper's convolutions, both sides packed beforehand, and the whole layer (packing, bias and\n" +
            "ReLU included). Each is timed between two measurements of the FMA peak; only the multiply-adds that the result needs are counted.");
        report.Table(GemmBenchmark.Table(GemmBenchmark.Measure(options.Quick ? 40 : 150)));
    }

    private static void AddNetworks(Report report, BenchOptions options, IReadOnlyList<ThreadLimits> limits)
    {
        var cases = new List<NetworkCase>();
        var profiles = new List<(string Title, MarkdownTable Table)>();
        foreach (var network in options.Networks)
        {
            using var setup = new NetworkSetup(network);
            if (options.Wants("network")) cases.AddRange(NetworkBenchmark.Measure(setup, options));
            if (!options.Wants("steps")) continue;
            foreach (var batch in options.Batches)
                foreach (var limit in limits)
                    profiles.Add(($"{network}, batch {batch}, threads {limit.Threads}", StepProfile.Table(StepProfile.Measure(setup, batch, limit, Rounds(options, batch)))));
        }
        if (cases.Count > 0) AddCases(report, cases);
        if (profiles.Count > 0) AddProfiles(report, profiles);
    }

    private static void AddCases(Report report, IReadOnlyList<NetworkCase> cases)
    {
        report.Heading("Forward passes");
        report.Paragraph(
            "Warm inference, fp32, the same weights (by formula) and inputs in both engines; the difference of the logits is relative, in the 2-norm.\n" +
            "ONNX Runtime has every graph optimisation on, the batch fixed at load, and input and outputs bound beforehand. Its threads spin after a run,\n" +
            "which is its default; a pause of 40 ms before every turn lets them park, and the first run of every turn is not counted.");
        report.Table(NetworkBenchmark.Table(cases));
    }

    private static void AddProfiles(Report report, IReadOnlyList<(string Title, MarkdownTable Table)> profiles)
    {
        report.Heading("Where the time goes");
        report.Paragraph(
            "Median milliseconds an image of each step, beside the operators of ONNX Runtime that do the same, by its own profiler (reorders between\n" +
            "layouts are counted to the step before them). The limit is direct convolution at the FMA peak, and for a fully connected layer its\n" +
            "arithmetic at the peak or its weights at the read bandwidth, whichever takes longer.");
        foreach (var (title, table) in profiles)
        {
            report.Heading(title, 3);
            report.Table(table);
        }
    }

    private static int Rounds(BenchOptions options, int batch) => Math.Max(5, (options.Quick ? 15 : 41) / Math.Min(batch, 6));

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "AlexNetShell.sln"))) return folder.FullName;
        throw new ArgumentException("--write works in a checkout: found no AlexNetShell.sln above the program");
    }
}
