using AlexNet.Bench.Reporting;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Bench.Devices;

/// <summary>What two devices send, beside the plan, and whether their answers are those of one device.</summary>
internal static class ExchangeCheck
{
    private static readonly int[] Batches = [1, 2, 3, 16];

    public static MarkdownTable Table(IReadOnlyList<string> networks)
    {
        var table = new MarkdownTable("network", ["exchanges before", "bytes an image, plan", "threads, counted", "processes, counted", "same bits: threads", "processes"]);
        foreach (var network in networks)
        {
            var model = ModelFactory.Create(KnownArchitectures.Get(network), weights: InitialWeights.Formula);
            var threads = Run(model, DeviceKind.Thread);
            var processes = Run(model, DeviceKind.Process);
            table.Add(network, [threads.Layers, $"{threads.Planned:N0}", $"{threads.Counted:N0}", $"{processes.Counted:N0}", YesNo(threads.SameBits), YesNo(processes.SameBits)]);
        }
        return table;
    }

    private static (string Layers, long Planned, double Counted, bool SameBits) Run(Model model, DeviceKind kind)
    {
        using var two = new DeviceSession(model, new DeviceOptions { Kind = kind }, Batches[^1]);
        using var one = new InferenceSession(InferencePlan.For(model), Batches[^1]);
        var same = true;
        for (var image = 0; image < Batches[^1]; image++)
        {
            SeededWeights.Fill(one.Input(image), $"bench.image{image}", seed: 0, scale: 128);
            one.Input(image).CopyTo(two.Input(image));
        }
        foreach (var batch in Batches)
        {
            one.Run(batch);
            two.Run(batch);
            for (var image = 0; image < batch; image++) same &= one.Logits(image).SequenceEqual(two.Logits(image)) && one.Probabilities(image).SequenceEqual(two.Probabilities(image));
        }
        var counted = two.Exchanged.Where(exchange => exchange.IsBetweenDevices).Sum(exchange => exchange.BytesPerImage) / (double)Batches.Sum();
        return (string.Join(", ", two.Plan.Layers.Where(layer => layer.ExchangedBytes > 0).Select(layer => layer.Name)), two.Plan.ExchangedBytes, counted, same);
    }

    private static string YesNo(bool value) => value ? "yes" : "NO";
}
