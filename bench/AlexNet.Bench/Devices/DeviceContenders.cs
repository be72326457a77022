using AlexNet.Bench.Rivals;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Bench.Devices;

/// <summary>One model on one device of two cores and on two of one core, with the same images.</summary>
internal sealed class DeviceContenders : IDisposable
{
    private const int Cores = 2;

    public DeviceContenders(Model model, int batch)
    {
        One = new SessionContender(new InferenceSession(InferencePlan.For(model), batch, Cores), batch) { Name = "one device" };
        Threads = Two(model, batch, new DeviceOptions(), "two threads");
        Processes = Two(model, batch, new DeviceOptions { Kind = DeviceKind.Process }, "two processes");
        Recorded = Two(model, batch, new DeviceOptions { Timeline = true }, "two threads, recorded");
        var images = new float[batch * model.Architecture.Input.Count];
        SeededWeights.Fill(images, "bench.images", seed: 0, scale: 128);
        foreach (var contender in All) contender.SetInput(images);
    }

    public SessionContender One { get; }

    public SessionContender Threads { get; }

    public SessionContender Processes { get; }

    public SessionContender Recorded { get; }

    private SessionContender[] All => [One, Threads, Processes, Recorded];

    /// <summary>A wrong answer has no speed.</summary>
    public void RequireSameBits()
    {
        var expected = One.Logits();
        foreach (var contender in All)
            if (!contender.Logits().SequenceEqual(expected)) throw new InvalidOperationException($"{contender.Name} and one device answer differently");
    }

    public void Dispose()
    {
        foreach (var contender in All) contender.Dispose();
    }

    private static SessionContender Two(Model model, int batch, DeviceOptions options, string name) =>
        new(new DeviceSession(model, options with { Count = Cores, Threads = Cores }, batch), batch) { Name = name };
}
