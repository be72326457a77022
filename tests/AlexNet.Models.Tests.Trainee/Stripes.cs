using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;

namespace AlexNet.Models.Tests.Trainee;

/// <summary>Made-up images of three kinds that a network can learn to tell apart: stripes across, stripes down, and neither, in noise.</summary>
public sealed class Stripes(ulong seed, int count = 48) : IBatchSource
{
    public const int Size = 16, Channels = 3, Classes = 3;

    public int ExampleCount => count;

    public int BatchCount(int batchSize) => (count + batchSize - 1) / batchSize;

    public int Fill(int epoch, int batch, int batchSize, Span<float> images, Span<Target> targets)
    {
        var first = batch * batchSize;
        var filled = Math.Min(batchSize, count - first);
        for (var i = 0; i < filled; i++)
        {
            var label = (int)(CounterRandom.Bits(CounterRandom.Key("label", seed), (ulong)(first + i)) % Classes);
            var image = images.Slice(i * Channels * Size * Size, Channels * Size * Size);
            SeededWeights.Fill(image, "noise", CounterRandom.Key(CounterRandom.Key(seed, epoch), first + i), 0.5f);
            for (var p = 0; p < image.Length; p++)
                image[p] += label == 0 ? p / Size % 2 : label == 1 ? p % 2 : 0.5f;
            targets[i] = Target.Of(label);
        }
        return filled;
    }
}
