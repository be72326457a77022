using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Bench.Rivals.Onnx.Int8;

namespace AlexNet.Bench.Parts;

/// <summary>Ours against the smaller models that ONNX Runtime makes of the same weights.</summary>
internal static class SmallerModelsPart
{
    private const int CalibrationImages = 16;

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Smaller models");
        run.Report.Paragraph(
            "ONNX Runtime with int8 fully connected layers (dynamic quantisation) and with static int8 throughout (calibrated on the images of the\n" +
            "benchmark; 7-bit weights with a scale an output, which are safe on every processor). The error is that of the logits against fp32, relative, in the\n" +
            $"2-norm; agreement is how many of the five likeliest classes of fp32 are among theirs, over {CalibrationImages} images.");
        var table = new MarkdownTable("network, batch, threads", ["model", "ms/image", "ours, fp32 / this", "error", "top-5 agreement"]);
        foreach (var network in run.Options.Networks)
        {
            using var setup = new NetworkSetup(network);
            var ranges = Calibration.Measure(setup.Model, setup.Weights, setup.Folder, setup.Images(CalibrationImages));
            var models = new List<(string Name, string Path)>
            {
                ("ONNX Runtime, fp32", setup.OnnxPath),
                ("ONNX Runtime, int8 fully connected", new DynamicInt8Export(setup.Model, setup.Weights).Write(setup.Folder, "dynamic.onnx")),
                ("ONNX Runtime, static int8", new StaticInt8Export(setup.Model, ranges).Write(setup.Folder, "static.onnx")),
            };
            var accuracy = models.ConvertAll(model => Accuracy(setup, model));
            foreach (var (batch, threads) in new[] { (1, 1), (1, 2), (16, 2) }.Where(shape => run.Options.Batches.Contains(shape.Item1) && run.Options.Threads.Contains(shape.Item2)))
                Add(run, table, setup, models, accuracy, batch, threads);
        }
        run.Report.Table(table);
    }

    private static void Add(
        BenchRun run, MarkdownTable table, NetworkSetup setup, List<(string Name, string Path)> models, List<(double Error, double Agreement)> accuracy, int batch, int threads)
    {
        IContender[] contenders = [setup.Ours(batch, threads), .. models.Select(model => setup.OnnxRuntime(model.Path, model.Name, batch, threads))];
        try
        {
            var comparison = NetworkBenchmark.Measure(contenders, batch, run.Seconds(full: 15, quick: 4), run.Options.Quick ? (2, 7) : (5, 31));
            var shape = $"{setup.Model.Name}, {batch}, {threads}";
            table.Add(shape, ["AlexNetShell, fp32", comparison.Cell(0), "", "", ""]);
            for (var i = 0; i < models.Count; i++)
            {
                var ratio = $"{comparison.Ratios[i + 1].Median:0.00} ({comparison.Times[0].Least / comparison.Times[i + 1].Least:0.00})";
                table.Add(shape, [models[i].Name, comparison.Cell(i + 1), ratio, $"{accuracy[i].Error:0.0000}", $"{accuracy[i].Agreement:P0}"]);
            }
        }
        finally
        {
            foreach (var contender in contenders) contender.Dispose();
        }
    }

    private static (double Error, double Agreement) Accuracy(NetworkSetup setup, (string Name, string Path) model)
    {
        using var ours = setup.Ours(CalibrationImages, 1);
        using var theirs = setup.OnnxRuntime(model.Path, model.Name, CalibrationImages, 1);
        ours.Run();
        theirs.Run();
        float[] exact = ours.Logits(), rounded = theirs.Logits();
        var agreement = exact.Chunk(setup.Model.Architecture.Classes).Zip(rounded.Chunk(setup.Model.Architecture.Classes), TopFive.Agreement).Average();
        return (NetworkBenchmark.RelativeDifference(rounded, exact), agreement);
    }
}
