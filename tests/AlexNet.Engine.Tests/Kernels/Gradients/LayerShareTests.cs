using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Network;
using AlexNet.Engine.Training.Network.Convolutions;

namespace AlexNet.Engine.Tests.Kernels.Gradients;

/// <summary>The halves of a layer, as two devices have them, find the bits of the whole: forward, back, and the gradients of weights and biases.</summary>
[Trait("Category", "Kernel")]
public class LayerShareTests
{
    private const int Images = 5, Together = 4;

    public static TheoryData<Convolution, MapShape> Convolutions => new()
    {
        { new("conv", 8, Kernel: 3, Padding: 1), new(5, 9, 11) },
        { new("conv", 40, Kernel: 5, Padding: 2, Groups: 2), new(10, 15, 14) },
        { new("conv", 10, Kernel: 5, Stride: 3, Padding: 2), new(4, 15, 13) },
        // What Winograd computes, of which a half of the second is too narrow for it by itself.
        { new("conv", 72, Kernel: 3, Padding: 1, Groups: 2), new(36, 13, 13) },
        { new("conv", 24, Kernel: 5, Padding: 2), new(18, 12, 9) },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void OfAConvolution(Convolution layer, MapShape input)
    {
        // Sums in small portions: the order of each shows.
        var choices = ConvolutionChoices.Of(layer, input) with { WinogradImages = 2, BlockLines = 3 };
        Check(layer, input, layer.Groups == 1, Together, (own, maps, first) => new ConvolutionTraining(
            layer with { Channels = own.Count, Groups = own.Count == layer.Channels ? layer.Groups : Math.Max(1, layer.Groups / 2) }, maps,
            LayerHarness.Parameter(first[0].Shape, first[0].Values), LayerHarness.Parameter(first[1].Shape, first[1].Values), ActivationFunction.Relu,
            needsInputGradient: true, own.Count == layer.Channels ? choices : choices with { InputGradientParts = 1 }));
    }

    [Theory]
    [InlineData(300, 51)]
    [InlineData(7, 2)]
    [InlineData(64, 530)]
    public void OfAFullyConnectedLayer(int inputs, int outputs)
    {
        var layer = new FullyConnected("full", outputs);
        Check(layer, new MapShape(inputs, 1, 1), readsAll: true, Images, (own, maps, first) => new FullyConnectedTraining(
            layer with { Outputs = own.Count }, maps, LayerHarness.Parameter(first[0].Shape, first[0].Values), LayerHarness.Parameter(first[1].Shape, first[1].Values),
            ActivationFunction.Relu, Images, own.Count == outputs ? 2 : 1));
    }

    private static void Check(
        Layer layer, MapShape input, bool readsAll, int together, Func<ChannelRange, MapShape, IReadOnlyList<(ParameterShape Shape, float[] Values)>, TrainingLayer> create)
    {
        var output = layer.OutputShape(input);
        var shapes = layer.Parameters(input);
        float[][] parameters = [.. shapes.Select((shape, i) => Values.Random(i + 1, (int)shape.Length, 1))];
        float[] x = Values.Random(3, Images * (int)input.Count, 1), dy = Values.Random(4, Images * (int)output.Count, 1);
        using var whole = new LayerHarness(create(new ChannelRange(0, output.Channels), input, [.. shapes.Zip(parameters)]));
        whole.Run(x, dy, Images, together);

        var sum = new float[x.Length];
        for (var half = 0; half < 2; half++)
        {
            var own = ChannelRange.Share(output.Channels, 2, half);
            var reads = readsAll ? new ChannelRange(0, input.Channels) : ChannelRange.Share(input.Channels, 2, half);
            var rows = shapes.Zip(parameters, (shape, values) =>
                (shape with { Extents = [own.Count, .. shape.Extents.Skip(1)] }, Channels(values, shape.Extents[0], (int)(shape.Length / shape.Extents[0]), 1, own))).ToList();
            using var share = new LayerHarness(create(own, input with { Channels = reads.Count }, rows));
            share.Run(Channels(x, input.Channels, input.Plane, Images, reads), Channels(dy, output.Channels, output.Plane, Images, own), Images, together);

            Values.AssertSameBits(Channels(whole.Output, output.Channels, output.Plane, Images, own), share.Output, $"output {half}");
            foreach (var (shape, values) in rows)
                Values.AssertSameBits(Channels(whole.Gradients[shape.Name], output.Channels, values.Length / own.Count, 1, own), share.Gradients[shape.Name], $"{shape.Name} {half}");
            if (readsAll) sum = [.. sum.Zip(share.InputGradient, (a, b) => a + b)];
            else Values.AssertSameBits(Channels(whole.InputGradient, input.Channels, input.Plane, Images, reads), share.InputGradient, $"input gradient {half}");
        }
        if (readsAll) Values.AssertSameBits(whole.InputGradient, sum, "input gradient");
    }

    /// <summary>Some channels of [images][channels][plane].</summary>
    private static float[] Channels(float[] maps, int channels, int plane, int images, ChannelRange which) =>
        [.. Enumerable.Range(0, images).SelectMany(image => maps.Skip((image * channels + which.First) * plane).Take(which.Count * plane))];
}
