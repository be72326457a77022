using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference;
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

    /// <summary>The logits of made-up images 0 to <paramref name="count"/> - 1, which go through a session <paramref name="batch"/> at a time.</summary>
    public static float[][] Logits(InferencePlan plan, int count, int batch, int threads)
    {
        using var session = new InferenceSession(plan, batch, threads);
        var logits = new float[count][];
        for (var first = 0; first < count; first += batch)
        {
            var images = Math.Min(batch, count - first);
            for (var image = 0; image < images; image++) Fill(session.Input(image), first + image);
            session.Run(images);
            for (var image = 0; image < images; image++) logits[first + image] = session.Logits(image).ToArray();
        }
        return logits;
    }

    public static void Fill(Span<float> input, int image) => SeededWeights.Fill(input, $"image {image}", 1, 128);
}
