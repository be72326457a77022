using AlexNet.Bench.Measuring;
using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;

namespace AlexNet.Bench.Parts;

/// <summary>Whole forward passes, the three engines in turn.</summary>
internal static class NetworkPart
{
    public static void Run(BenchRun run)
    {
        run.Report.Heading("Forward passes");
        run.Report.Paragraph(
            "Warm inference, fp32, the same weights (by formula) and inputs in every engine; the difference of the logits is the largest of a rival's\n" +
            "from ours, relative, in the 2-norm. ONNX Runtime has every graph optimisation on, the batch fixed at load, and input and outputs bound\n" +
            "beforehand; libtorch runs in inference mode, channels first or last, whichever is faster. Their threads spin after a run, which is their\n" +
            "default; a pause of 40 ms before every turn lets them park, and of a small batch the first run of a turn is not counted. The paper's response\n" +
            "normalization stays inside a tower, which the rivals do with one operator a tower.");
        string[] rivals = run.Libtorch is null ? ["ONNX Runtime"] : ["ONNX Runtime", "libtorch"];
        var table = new MarkdownTable("network", ["batch", "threads", "AlexNetShell, ms/image", .. rivals.SelectMany(rival => new[] { $"{rival}, ms/image", $"ours / {rival}" }), "logits differ by"]);
        foreach (var network in run.Options.Networks)
        {
            using var setup = new NetworkSetup(network);
            foreach (var batch in run.Options.Batches)
                foreach (var threads in run.Options.Threads)
                    Add(run, table, setup, batch, threads);
        }
        run.Report.Table(table);
    }

    private static void Add(BenchRun run, MarkdownTable table, NetworkSetup setup, int batch, int threads)
    {
        var result = NetworkBenchmark.Measure(setup, run, batch, threads);
        var what = $"{setup.Model.Name}, batch {batch}, {threads} threads";
        var rivals = Enumerable.Range(1, result.Comparison.Names.Count - 1).SelectMany(rival => new[]
        {
            result.Comparison.Cell(rival),
            run.Targets.Cell(result.Comparison, rival, what, Target(setup.Model.Name, batch, threads, isOnnxRuntime: rival == 1)),
        });
        table.Add(setup.Model.Name, [$"{batch}", $"{threads}", result.Comparison.Cell(0), .. rivals, $"{result.Difference:0.0e-0}"]);
    }

    /// <summary>What the project set out to reach; only with two threads.</summary>
    private static double? Target(string network, int batch, int threads, bool isOnnxRuntime) => (network, batch, threads) switch
    {
        ("paper" or "bvlc", 1, 2) => isOnnxRuntime ? 0.60 : 0.40,
        ("paper" or "bvlc", 16 or 64, 2) => isOnnxRuntime ? 0.45 : 0.35,
        ("onetower", 1, 2) => isOnnxRuntime ? 0.80 : 0.50,
        ("onetower", 16 or 64, 2) => isOnnxRuntime ? 0.75 : 0.45,
        _ => null,
    };
}
