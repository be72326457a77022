using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference.Planning;

public class PlannedLayersTests
{
    [Fact]
    public void TheyAreWhatAPlanUses()
    {
        var model = TestModels.Small();
        var options = new PlanOptions { Excluded = [ConvolutionAlgorithm.Winograd4x4] };
        var layers = PlannedLayers.Of(model.Architecture, options).ToList();
        Assert.Equal(
            InferencePlan.For(model, options).Algorithms.ToDictionary(choice => choice.Key, choice => choice.Value.ToString()),
            layers.Where(layer => layer.Algorithm is not null).ToDictionary(layer => layer.Name, layer => layer.Algorithm!));
        Assert.All(layers, layer => Assert.Equal(layer.Kind == "Convolution", layer.Algorithms.Contains("ImplicitGemm")));
        Assert.Contains("SpaceToDepth", layers[0].Algorithms);
        Assert.DoesNotContain("Winograd2x2", layers[0].Algorithms);
    }

    [Fact]
    public void WhatCannotBeComputedIsRefusedBeforeAnyWeightIsPacked()
    {
        var network = KnownArchitectures.Get("paper");
        var options = new PlanOptions { Algorithms = new Dictionary<string, ConvolutionAlgorithm> { ["conv1"] = ConvolutionAlgorithm.Winograd4x4 } };
        var error = Assert.Throws<NotSupportedException>(() => PlannedLayers.Of(network, options));
        Assert.Contains("conv1", error.Message);
        Assert.Contains("SpaceToDepthWinograd4x4", error.Message);
    }

    [Fact]
    public void OneNameThatNoLayerCanUseIsRefused()
    {
        var network = KnownArchitectures.Get("paper");
        var strideless = new Architecture("strideless", network.Input, 1, [.. network.Layers.Take(1).Select(layer => (Layers.Convolution)layer with { Stride = 1 })]);
        var error = Assert.Throws<NotSupportedException>(() => PlanOptions.Default.WithAlgorithm(strideless, ConvolutionAlgorithm.SpaceToDepth));
        Assert.Contains("ImplicitGemm", error.Message);
    }
}
