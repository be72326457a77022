using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Processes;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Devices;

/// <summary>What arrives at a worker is checked: it is a share of a network, or one of two errors.</summary>
public class MessageTests
{
    private static LoadMessage Message(string network)
    {
        var plan = new PartitionPlan(KnownArchitectures.Get(network), 2);
        var algorithms = plan.Architecture.Layers.OfType<Convolution>().ToDictionary(layer => layer.Name, _ => ConvolutionAlgorithm.ImplicitGemm);
        return new LoadMessage(plan, 1, new ExchangeLayout(plan, 3), "somewhere", [1, 2], algorithms, [.. plan.Architecture.Parameters.Select(_ => ElementType.BFloat16)]);
    }

    private static byte[] Bytes(LoadMessage message)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        message.Write(writer);
        return bytes.ToArray();
    }

    [Theory]
    [InlineData("paper")]
    [InlineData("source2012")]
    [InlineData("bvlc")]
    [InlineData("caffenet")]
    [InlineData("onetower")]
    public void AShareArrivesAsItWasSent(string network)
    {
        var sent = Message(network);
        var arrived = Frames.Parse(Bytes(sent), LoadMessage.Read);
        Assert.Equal(sent.Plan.Architecture.Layers, arrived.Plan.Architecture.Layers);
        Assert.Equal(sent.Plan.Architecture.Input, arrived.Plan.Architecture.Input);
        Assert.Equal(
            (sent.Plan.Devices, sent.Index, sent.Layout.Bytes, sent.MemoryName), (arrived.Plan.Devices, arrived.Index, arrived.Layout.Bytes, arrived.MemoryName));
        Assert.Equal(sent.Cores, arrived.Cores);
        Assert.Equal(sent.Algorithms, arrived.Algorithms);
        Assert.Equal(sent.Types, arrived.Types);
    }

    [Fact]
    public void DamagedMessagesAreRefused()
    {
        var good = Bytes(Message("bvlc"));
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var bad = good.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) bad[random.Next(bad.Length)] = (byte)random.Next(256);
            if (round % 3 == 0) bad = bad[..random.Next(bad.Length)];
            var error = Record.Exception(() => Frames.Parse(bad, LoadMessage.Read));
            Assert.True(error is null or InvalidDataException or ShapeException, $"round {round}: {error}");
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0 }, typeof(EndOfStreamException))]
    [InlineData(new byte[] { 255, 255, 255, 255, 2 }, typeof(InvalidDataException))]
    [InlineData(new byte[] { 0, 0, 32, 0, 2 }, typeof(InvalidDataException))]
    [InlineData(new byte[] { 0, 0, 0, 0, 99 }, typeof(InvalidDataException))]
    [InlineData(new byte[] { 4, 0, 0, 0, 2, 7 }, typeof(EndOfStreamException))]
    public void FramesThatAreNoneAreRefused(byte[] bytes, Type error) => Assert.IsType(error, Record.Exception(() => Frames.Read(new MemoryStream(bytes))));

    [Fact]
    public void AWorkerTakesNothingButAShareFirst()
    {
        var pipe = new MemoryStream();
        Frames.Write(pipe, FrameKind.Start);
        pipe.Position = 0;
        Assert.Throws<InvalidDataException>(() => DeviceWorker.Serve(pipe));
    }
}
