using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Engine.Tests.Inference;

/// <summary>Small relatives of the real networks: the same layers, a smaller input and narrower fully connected layers.</summary>
internal static class TestModels
{
    public static Model Small(string architecture = "paper", ActivationFunction? activation = null)
    {
        var small = KnownArchitectures.Get(architecture).Scale(fullyConnected: 64, classes: 10, inputSize: architecture == "onetower" ? 80 : 83);
        if (activation is { } function) small = small.WithActivation(function);
        return ModelFactory.Create(small, weights: InitialWeights.Formula, seed: 5);
    }

    public static void Fill(Span<float> input, int image) => SeededWeights.Fill(input, $"image {image}", 1, 128);
}
