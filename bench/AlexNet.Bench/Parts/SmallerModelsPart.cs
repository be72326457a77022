using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Bench.Rivals.Onnx.Int8;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Parts;

/// <summary>Ours against the smaller models that ONNX Runtime makes of the same weights.</summary>
internal static class SmallerModelsPart
{
    private const int CalibrationImages = 16;
    private const string StaticInt8 = "ONNX Runtime, static int8";

    /// <summary>Ours, the one that the ratios are of first.</summary>
    private static readonly IReadOnlyList<OurModel> Ours =
    [
        new("AlexNetShell, int8 fully connected", model => model.WithWeightPrecision(ElementType.Int8)),
        new("AlexNetShell, fp32", model => model),
    ];

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Smaller models");
        run.Report.Paragraph(
            "ONNX Runtime with int8 fully connected layers (dynamic quantisation) and with static int8 throughout (calibrated on the images of the\n" +
            "benchmark; 7-bit weights with a scale an output, which are safe on every processor). The error is that of the logits against fp32, relative, in the\n" +
            $"2-norm; agreement is how many of the five likeliest classes of fp32 are among theirs, over {CalibrationImages} images. Ratios are of {Ours[0].Name}.");
        var table = new MarkdownTable("network, batch, threads", ["model", "ms/image", "ours / this", "error", "top-5 agreement"]);
        foreach (var network in run.Options.Networks)
        {
            using var setup = new NetworkSetup(network);
            var ranges = Calibration.Measure(setup.Model, setup.Weights, setup.Folder, setup.Images(CalibrationImages));
            var models = new List<(string Name, string Path)>
            {
                ("ONNX Runtime, fp32", setup.OnnxPath),
                ("ONNX Runtime, int8 fully connected", new DynamicInt8Export(setup.Model, setup.Weights).Write(setup.Folder, "dynamic.onnx")),
                (StaticInt8, new StaticInt8Export(setup.Model, ranges).Write(setup.Folder, "static.onnx")),
            };
            var plans = Ours.Select(ours => new InferencePlan(ours.Make(setup.Model))).ToList();
            Func<int, int, IImageTaker>[] makers =
            [
                .. plans.Select((plan, index) => new Func<int, int, IImageTaker>((batch, threads) => setup.Ours(plan, Ours[index].Name, batch, threads))),
                .. models.Select(model => new Func<int, int, IImageTaker>((batch, threads) => setup.OnnxRuntime(model.Path, model.Name, batch, threads))),
            ];
            var accuracy = Array.ConvertAll(makers, make => Accuracy(setup, make));
            foreach (var (batch, threads) in new[] { (1, 1), (1, 2), (16, 2) }.Where(shape => run.Options.Batches.Contains(shape.Item1) && run.Options.Threads.Contains(shape.Item2)))
                Add(run, table, setup.Model.Name, makers, accuracy, batch, threads);
        }
        run.Report.Table(table);
    }

    private static void Add(
        BenchRun run, MarkdownTable table, string network, Func<int, int, IImageTaker>[] makers, (double Error, double Agreement)[] accuracy, int batch, int threads)
    {
        IContender[] contenders = [.. makers.Select(make => make(batch, threads))];
        try
        {
            var comparison = NetworkBenchmark.Measure(contenders, batch, run.Seconds(full: 15, quick: 4), run.Options.Quick ? (2, 7) : (5, 31));
            for (var i = 0; i < contenders.Length; i++)
            {
                double? target = Ours.Count > 1 && (network, batch, threads, contenders[i].Name) == ("onetower", 1, 2, StaticInt8) ? 1 : null;
                var ratio = i < Ours.Count ? "" : run.Targets.Cell(comparison, i, $"{network}, batch {batch}, {threads} threads, {Ours[0].Name}", target);
                table.Add($"{network}, {batch}, {threads}", [contenders[i].Name, comparison.Cell(i), ratio, $"{accuracy[i].Error:0.0000}", $"{accuracy[i].Agreement:P0}"]);
            }
        }
        finally
        {
            foreach (var contender in contenders) contender.Dispose();
        }
    }

    /// <summary>Against our own fp32.</summary>
    private static (double Error, double Agreement) Accuracy(NetworkSetup setup, Func<int, int, IImageTaker> make)
    {
        using var reference = setup.Ours(CalibrationImages, 1);
        using var contender = make(CalibrationImages, 1);
        reference.Run();
        contender.Run();
        float[] exact = reference.Logits(), rounded = contender.Logits();
        var agreement = exact.Chunk(setup.Model.Architecture.Classes).Zip(rounded.Chunk(setup.Model.Architecture.Classes), TopFive.Agreement).Average();
        return (NetworkBenchmark.RelativeDifference(rounded, exact), agreement);
    }

    private sealed record OurModel(string Name, Func<Model, Model> Make);
}
