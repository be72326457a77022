using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inspection;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tests.Inference;

namespace AlexNet.Engine.Tests.Inspection;

public class LayerReaderTests
{
    public static TheoryData<string> Variants => [.. KnownArchitectures.Names];

    [Theory]
    [MemberData(nameof(Variants))]
    public void ALayerIsWhatItIsBeforeTheNonlinearityAfterIt(string architecture)
    {
        // In the 2012 source the first nonlinearity comes after pooling.
        var layers = TestModels.Small(architecture).Architecture.Layers.Select(layer => layer.Name).ToList();
        foreach (var relu in new[] { "relu1", "relu7" })
        {
            var before = Read(layers[layers.IndexOf(relu) - 1], architecture);
            Assert.Contains(before, value => value < 0);
            Assert.Equal(before.Select(value => Math.Max(0, value)), Read(relu, architecture));
        }
    }

    [Fact]
    public void DropoutsFactorIsDropoutsOwn() => Assert.Equal(Read("relu6").Select(value => value * 0.5f), Read("drop6"));

    [Theory]
    [InlineData("norm1")]
    [InlineData("pool1")]
    [InlineData("conv2")]
    [InlineData("softmax")]
    public void WhatIsReadIsWhatAnObserverSees(string layer)
    {
        var model = TestModels.Small();
        var seen = new Dictionary<string, float[]>();
        using (var session = new InferenceSession(InferencePlan.For(model), 1, 1))
        {
            TestModels.Fill(session.Input(0), 0);
            session.Run(1, default, (name, _, _, values) => seen[name] = values.ToArray());
        }
        Assert.Equal(seen[layer], Read(layer == "conv2" ? "relu2" : layer));
    }

    [Fact]
    public void OtherNonlinearitiesAreTakenOffToo()
    {
        var model = TestModels.Small(activation: ActivationFunction.Tanh);
        using var conv5 = new LayerReader(model, "CONV5", 1);
        using var relu5 = new LayerReader(model, "relu5", 1);
        Assert.Equal(("conv5", "Convolution"), (conv5.Layer, conv5.Kind));
        TestModels.Fill(conv5.Input, 0);
        TestModels.Fill(relu5.Input, 0);
        var (before, after) = (conv5.Read(), relu5.Read());
        Assert.Equal(conv5.Shape.Count, before.Length);
        Assert.All(before.Zip(after), pair => Assert.Equal(Math.Tanh(pair.First), pair.Second, 1e-5));
    }

    [Fact]
    public void TheAlgorithmIsTheCallersChoice()
    {
        var model = TestModels.Small();
        float[] By(ConvolutionAlgorithm algorithm)
        {
            using var reader = new LayerReader(model, "conv2", 1, new PlanOptions { Algorithms = new Dictionary<string, ConvolutionAlgorithm> { ["conv2"] = algorithm } });
            TestModels.Fill(reader.Input, 0);
            return reader.Read();
        }
        var (direct, fft) = (By(ConvolutionAlgorithm.Direct), By(ConvolutionAlgorithm.Fft));
        Assert.NotEqual(direct, fft);
        var largest = direct.Max(Math.Abs);
        Assert.All(direct.Zip(fft), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * largest));
    }

    [Fact]
    public void AnUnknownLayerNamesThoseThatThereAre() =>
        Assert.Contains("pool5, fc6", Assert.Throws<ArgumentException>(() => new LayerReader(TestModels.Small(), "fc9")).Message);

    private static float[] Read(string layer, string architecture = "paper")
    {
        using var reader = new LayerReader(TestModels.Small(architecture), layer, 1);
        TestModels.Fill(reader.Input, 0);
        return reader.Read();
    }
}
