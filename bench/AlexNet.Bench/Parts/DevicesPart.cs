using AlexNet.Bench.Network;
using AlexNet.Bench.Reporting;
using AlexNet.Bench.Rivals;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Bench.Parts;

/// <summary>Two devices of one core each beside one device of two cores.</summary>
internal static class DevicesPart
{
    private static readonly int[] Batches = [1, 16];

    public static void Run(BenchRun run)
    {
        run.Report.Heading("Two devices");
        var table = new MarkdownTable("network", ["batch", "one device of two cores, ms/image", "two devices", "ms/image", "two / one"]);
        foreach (var network in run.Options.Networks)
        {
            var model = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
            foreach (var batch in Batches)
            {
                foreach (var together in batch == 1 ? [1] : new[] { 1, 2, 4 })
                {
                    Measure(run, table, model, batch, new DeviceOptions { ImagesTogether = together });
                }
            }
        }
        run.Report.Table(table);
    }

    private static void Measure(BenchRun run, MarkdownTable table, Model model, int batch, DeviceOptions options)
    {
        var images = new float[batch * model.Architecture.Input.Count];
        SeededWeights.Fill(images, "bench.images", seed: 0, scale: 128);
        using var two = new SessionContender(new DeviceSession(model, options, batch), batch) { Name = "two devices" };
        using var one = new SessionContender(new InferenceSession(InferencePlan.For(model), batch, options.Count), batch) { Name = "one device" };
        SessionContender[] contenders = [two, one];
        foreach (var contender in contenders) contender.SetInput(images);
        var comparison = NetworkBenchmark.Measure(contenders, batch, run.Seconds(full: 20, quick: 5), run.Options.Quick ? (5, 15) : (9, 41));
        if (!two.Logits().SequenceEqual(one.Logits())) throw new InvalidOperationException($"{model.Name}, batch {batch}: two devices and one answer differently");
        table.Add(model.Name, [$"{batch}", comparison.Cell(1), $"{options.Kind} {options.ImagesTogether}", comparison.Cell(0), run.Targets.Cell(comparison, 1, $"{model.Name}, batch {batch}, two devices", batch == 1 ? 1 : 1.05)]);
    }
}
