using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests.Devices;

public class PartitionPlanTests
{
    private static IReadOnlyDictionary<string, DeviceLayer> Plan(string network, int devices = 2) =>
        DeviceLayer.Of(new PartitionPlan(KnownArchitectures.Get(network), devices)).ToDictionary(layer => layer.Layer);

    /// <summary>The figures of the paper's section 3.5 and figure 2, and of the article.</summary>
    [Theory]
    [InlineData("conv1", "55x55x48", LayerReads.Image, "(227 - 11) / 4 + 1 = 55")]
    [InlineData("pool1", "27x27x48", LayerReads.Own, "(55 - 3) / 2 + 1 = 27")]
    [InlineData("norm1", "55x55x48", LayerReads.Own, "")]
    [InlineData("conv2", "27x27x128", LayerReads.Own, "27 + 4 - 5 + 1 = 27")]
    [InlineData("pool2", "13x13x128", LayerReads.Own, "(27 - 3) / 2 + 1 = 13")]
    [InlineData("conv3", "13x13x192", LayerReads.All, "13 + 2 - 3 + 1 = 13")]
    [InlineData("conv4", "13x13x192", LayerReads.Own, "13 + 2 - 3 + 1 = 13")]
    [InlineData("conv5", "13x13x128", LayerReads.Own, "13 + 2 - 3 + 1 = 13")]
    [InlineData("pool5", "6x6x128", LayerReads.Own, "(13 - 3) / 2 + 1 = 6")]
    [InlineData("fc6", "2048", LayerReads.All, "6x6x256 = 9216 inputs")]
    [InlineData("fc7", "2048", LayerReads.All, "4096 inputs")]
    [InlineData("fc8", "500", LayerReads.All, "4096 inputs")]
    public void ThePaperNetworkIsThePapersFigure(string layer, string maps, LayerReads reads, string arithmetic)
    {
        var found = Plan("paper")[layer];
        Assert.Equal([maps, maps], found.Outputs);
        Assert.Equal(reads, found.Reads);
        Assert.Equal(arithmetic, found.Arithmetic);
    }

    [Fact]
    public void OnlyConv3AndTheFullyConnectedLayersExchange()
    {
        var plan = new PartitionPlan(KnownArchitectures.Get("paper"), 2);
        Assert.Equal(["conv3", "fc6", "fc7", "fc8"], plan.Layers.Where(layer => layer.ExchangedBytes > 0).Select(layer => layer.Name));
        // Each device sends its half: 13x13x128, 6x6x128, 2048 and 2048 floats.
        Assert.Equal(new long[] { 13 * 13 * 128, 6 * 6 * 128, 2048, 2048 }.Select(floats => 2 * 4 * floats), plan.Layers.Select(layer => layer.ExchangedBytes).Where(bytes => bytes > 0));
        Assert.Equal(plan.Architecture.ParameterCount, plan.Parameters(0) + plan.Parameters(1));
        Assert.Equal(plan.Parameters(0), plan.Parameters(1));
    }

    [Theory]
    [InlineData("bvlc", 55)]
    [InlineData("caffenet", 27)]
    public void ANormalizationAcrossTheTowersNeedsAHaloOfTwoMapsEachWay(string network, int side)
    {
        var norm = new PartitionPlan(KnownArchitectures.Get(network), 2).Layers.Single(layer => layer.Name == "norm1");
        Assert.Equal(LayerReads.Halo, norm.Kind);
        Assert.Equal(
            [new Exchange("norm1", 1, 0, new ChannelRange(48, 2), 2 * side * side * 4), new Exchange("norm1", 0, 1, new ChannelRange(46, 2), 2 * side * side * 4)], norm.Exchanges);
        Assert.Contains("<2>", Plan(network)["norm1"].Figure);
    }

    [Fact]
    public void FourDevicesTalkWithinATowerWhereTheConvolutionsHaveGroups()
    {
        Assert.Equal("27x27x64 <-> 27x27x64  |  27x27x64 <-> 27x27x64", Plan("paper", 4)["conv2"].Figure.TrimStart());
        Assert.Equal("55x55x24 <2> 55x55x24  |  55x55x24 <2> 55x55x24", Plan("paper", 4)["norm1"].Figure);
    }

    [Fact]
    public void TheOneTowerNetworkExchangesAtEveryLayerWithWeights()
    {
        var (paper, one) = (new PartitionPlan(KnownArchitectures.Get("paper"), 2), new PartitionPlan(KnownArchitectures.Get("onetower"), 2));
        Assert.Equal(["conv2", "conv3", "conv4", "conv5", "fc6", "fc7", "fc8"], one.Layers.Where(layer => layer.ExchangedBytes > 0).Select(layer => layer.Name));
        Assert.True(one.ExchangedBytes > 3 * paper.ExchangedBytes, $"{one.ExchangedBytes} and {paper.ExchangedBytes}");
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void EverythingIsComputedOnceAndEverythingThatIsReadArrives(string network, int devices)
    {
        var plan = new PartitionPlan(KnownArchitectures.Get(network), devices);
        Assert.Equal(plan.Architecture.ParameterCount, Enumerable.Range(0, devices).Sum(plan.Parameters));
        foreach (var layer in plan.Layers.SkipLast(1))
        {
            Assert.Equal(Enumerable.Range(0, layer.Shapes.Output.Channels), layer.Writes.SelectMany(Indices));
            for (var device = 0; device < devices; device++)
            {
                var there = Indices(layer.Holds[device]).Concat(layer.Exchanges.Where(exchange => exchange.To == device).SelectMany(exchange => Indices(exchange.Channels)));
                Assert.Subset(there.ToHashSet(), Indices(layer.Reads[device]).ToHashSet());
                Assert.Equal(there.Count(), there.Distinct().Count());
            }
        }
        Assert.Equal(Enumerable.Range(0, plan.Architecture.Classes), plan.Layers[^1].Exchanges.SelectMany(exchange => Indices(exchange.Channels)));
    }

    [Fact]
    public void WhatCannotBeCutIsRefusedByName()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PartitionPlan(KnownArchitectures.Get("paper"), 3));
        var odd = new Architecture("odd", new MapShape(3, 16, 16), 1,
            [new Convolution("a", 9, 3), new Convolution("b", 9, 3, Groups: 3), new FullyConnected("c", 4), new Softmax("s")]);
        Assert.StartsWith("layer 'b'", Assert.Throws<ShapeException>(() => new PartitionPlan(odd, 2)).Message);
        Assert.StartsWith("layer 'fc8'", Assert.Throws<ShapeException>(() => new PartitionPlan(KnownArchitectures.Get("paper").Scale(classes: 3), 4)).Message);
    }

    public static TheoryData<string, int> Cuts
    {
        get
        {
            var cuts = new TheoryData<string, int>();
            foreach (var network in KnownArchitectures.Names)
                foreach (var devices in new[] { 1, 2, 4 }) cuts.Add(network, devices);
            return cuts;
        }
    }

    private static IEnumerable<int> Indices(ChannelRange range) => Enumerable.Range(range.First, range.Count);
}
