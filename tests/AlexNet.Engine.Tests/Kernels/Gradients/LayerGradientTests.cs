using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Network;
using AlexNet.Engine.Training.Network.Convolutions;

namespace AlexNet.Engine.Tests.Kernels.Gradients;

/// <summary>Layers backward against the reference gradients, images in one part and in several.</summary>
[Trait("Category", "Kernel")]
public class LayerGradientTests
{
    private const double Tolerance = 2e-6;

    public static TheoryData<Convolution, MapShape, int, int> Convolutions => new()
    {
        { new("conv", 8, Kernel: 3, Padding: 1), new(5, 9, 11), 3, 2 },
        { new("conv", 20, Kernel: 3, Padding: 1, Groups: 2), new(24, 13, 13), 5, 4 },
        { new("conv", 40, Kernel: 5, Padding: 2, Groups: 2), new(10, 15, 14), 3, 3 },
        { new("conv", 7, Kernel: 11, Stride: 4), new(3, 35, 39), 2, 1 },
        { new("conv", 7, Kernel: 5, Stride: 3, Padding: 2, Rounding: Rounding.Ceiling), new(3, 15, 13), 2, 2 },
        { new("conv", 33, Kernel: 1), new(17, 3, 2), 4, 4 },
        { new("conv", 2, Kernel: 4, Padding: 0), new(1, 4, 4), 1, 1 },
        { new("conv", 12, Kernel: 2, Stride: 3, Groups: 4), new(8, 8, 11), 3, 2 },
        { new("conv", 10, Kernel: 5, Stride: 3, Padding: 2), new(3, 15, 13), 3, 2 },
        // What Winograd computes.
        { new("conv", 40, Kernel: 3, Padding: 1, Groups: 2), new(36, 13, 13), 3, 2 },
        { new("conv", 17, Kernel: 5, Padding: 2), new(19, 12, 9), 5, 4 },
        { new("conv", 18, Kernel: 3, Padding: 0), new(16, 9, 11), 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void ConvolutionAgreesWithTheReference(Convolution layer, MapShape input, int images, int together)
    {
        var output = layer.OutputShape(input);
        var shapes = layer.Parameters(input);
        float[] weights = Values.Random(1, (int)shapes[0].Length, 1), bias = Values.Random(2, layer.Channels, 1);
        float[] x = Values.Random(3, images * (int)input.Count, 1), dy = Values.Random(4, images * (int)output.Count, 1);
        // Winograd's transforms round more than sums of products do.
        var tolerance = layer.Stride == 1 && input.Channels / layer.Groups >= 16 ? 10 * Tolerance : Tolerance;
        using var harness = new LayerHarness(new ConvolutionTraining(
            layer, input, LayerHarness.Parameter(shapes[0], weights), LayerHarness.Parameter(shapes[1], bias), ActivationFunction.Relu,
                needsInputGradient: true, ConvolutionChoices.Of(layer, input)));
        harness.Run(x, dy, images, together);

        double[] dx = new double[x.Length], dw = new double[weights.Length], db = new double[bias.Length];
        int inside = (int)input.Count, outside = (int)output.Count;
        for (var image = 0; image < images; image++)
        {
            var source = Values.Widen(x.AsSpan(image * inside, inside));
            var y = ReferenceConvolution.Run(
                source, input.Channels, input.Height, input.Width, weights, bias, layer.Channels, layer.Kernel, layer.Stride, layer.Padding,
                    layer.Groups, output.Height, output.Width);
            var found = harness.Output.AsSpan(image * outside, outside);
            Assert.True(Near.Error([.. y.Select(value => Math.Max(0, value))], found) < tolerance);
            // The mask is the output's own: where the sum is almost 0, rounding decides on which side of the kink it is.
            var gradient = Masked(dy.AsSpan(image * outside, outside), found);
            ReferenceConvolutionGradient.Add(
                source, input.Channels, input.Height, input.Width, weights, gradient, layer.Channels, layer.Kernel, layer.Stride, layer.Padding,
                    layer.Groups,
                output.Height, output.Width, dx.AsSpan(image * inside, inside), dw, db);
        }
        Assert.True(Near.Error(dx, harness.InputGradient) < tolerance, "input gradient");
        Assert.True(Near.Error(dw, harness.Gradients["conv.weight"]) < tolerance, "weight gradient");
        Assert.True(Near.Error(db, harness.Gradients["conv.bias"]) < tolerance, "bias gradient");
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 7, 3)]
    [InlineData(300, 50, 14)]
    [InlineData(531, 129, 33)]
    public void FullyConnectedAgreesWithTheReference(int inputs, int outputs, int images)
    {
        var layer = new FullyConnected("full", outputs);
        var input = new MapShape(inputs, 1, 1);
        var shapes = layer.Parameters(input);
        float[] weights = Values.Random(1, (int)shapes[0].Length, 1), bias = Values.Random(2, outputs, 1);
        float[] x = Values.Random(3, images * inputs, 1), dy = Values.Random(4, images * outputs, 1);
        using var harness = new LayerHarness(new FullyConnectedTraining(
            layer, input, LayerHarness.Parameter(shapes[0], weights), LayerHarness.Parameter(shapes[1], bias), ActivationFunction.Relu, images, parts: 2));
        harness.Run(x, dy, images, images);

        double[] dx = new double[x.Length], dw = new double[weights.Length], db = new double[bias.Length];
        for (var image = 0; image < images; image++)
        {
            var gradient = Masked(dy.AsSpan(image * outputs, outputs), harness.Output.AsSpan(image * outputs, outputs));
            ReferenceFullyConnectedGradient.Add(Values.Widen(x.AsSpan(image * inputs, inputs)), weights, gradient, dx.AsSpan(image * inputs, inputs),
                dw, db);
        }
        Assert.True(Near.Error(dx, harness.InputGradient) < Tolerance, "input gradient");
        Assert.True(Near.Error(dw, harness.Gradients["full.weight"]) < Tolerance, "weight gradient");
        Assert.True(Near.Error(db, harness.Gradients["full.bias"]) < Tolerance, "bias gradient");
    }

    [Theory]
    [InlineData(3, 2, Rounding.Floor, 7)]
    [InlineData(3, 2, Rounding.Ceiling, 7)]
    [InlineData(2, 2, Rounding.Ceiling, 1000)]
    [InlineData(3, 1, Rounding.Floor, 3)]
    [InlineData(4, 3, Rounding.Floor, 2)]
    public void MaxPoolingGivesTheFirstOfEqualsAll(int window, int stride, Rounding rounding, int levels)
    {
        // Few levels make many ties.
        var input = new MapShape(6, 14, 27);
        var layer = new MaxPooling("pool", window, stride, rounding);
        var output = layer.OutputShape(input);
        const int Images = 3;
        float[] x = [.. Values.Random(1, Images * (int)input.Count, 1).Select(value => MathF.Floor(value * levels))],
            dy = Values.Random(2, Images * (int)output.Count, 1);
        using var harness = new LayerHarness(new MaxPoolingTraining(layer, input));
        harness.Run(x, dy, Images, 2);
        var expected = ReferenceMaxPoolingGradient.Run(
            Values.Widen(x), Values.Widen(dy), Images * input.Channels, input.Height, input.Width, window, stride, output.Height, output.Width);
        Assert.True(Near.Error(expected, harness.InputGradient) < Tolerance);
    }

    [Theory]
    [InlineData(1, 5, 0.75f)]
    [InlineData(2, 5, 0.75f)]
    [InlineData(2, 3, 0.6f)]
    [InlineData(3, 31, 0.75f)]
    public void ResponseNormalizationAgreesWithTheReference(int towers, int size, float beta)
    {
        var input = new MapShape(12, 5, 7);
        const int Images = 3;
        float[] x = Values.Random(1, Images * (int)input.Count, 3), dy = Values.Random(2, x.Length, 1);
        var layer = new ResponseNormalization("norm", NormalizationWindow.WithinTower, K: 2, Alpha: 0.05f, beta, size);
        using var harness = new LayerHarness(new ResponseNormalizationTraining(layer, input, towers));
        harness.Run(x, dy, Images, 2);
        var count = (int)input.Count;
        double[] expected = [.. Enumerable.Range(0, Images).SelectMany(image => ReferenceResponseNormalizationGradient.AcrossMaps(
            Values.Widen(x.AsSpan(image * count, count)), Values.Widen(dy.AsSpan(image * count, count)), input.Channels, input.Plane, towers, size, 2,
                0.05f, beta))];
        Assert.True(Near.Error(expected, harness.InputGradient) < Tolerance);
    }

    [Theory]
    [InlineData(3, 0.75f)]
    [InlineData(5, 0.6f)]
    public void NormalizationWithinMapsAgreesWithTheReference(int size, float beta)
    {
        var input = new MapShape(4, 9, 13);
        const int Images = 2;
        float[] x = Values.Random(1, Images * (int)input.Count, 3), dy = Values.Random(2, x.Length, 1);
        using var harness = new LayerHarness(new MapNormalizationTraining(new ResponseNormalization("norm", NormalizationWindow.WithinMap, 1, 0.05f,
            beta, size), input));
        harness.Run(x, dy, Images, 1);
        var expected = ReferenceResponseNormalizationGradient.WithinMap(
            Values.Widen(x), Values.Widen(dy), Images * input.Channels, input.Height, input.Width, size, 1, 0.05f, beta);
        Assert.True(Near.Error(expected, harness.InputGradient) < Tolerance);
    }

    [Fact]
    public void NormalizedPoolingIsTheTwoOneAfterTheOther()
    {
        var input = new MapShape(8, 15, 19);
        ResponseNormalization normalization = new("norm", NormalizationWindow.WithinTower, K: 2, Alpha: 0.05f);
        MaxPooling pooling = new("pool", 3, 2);
        float[] x = Values.Random(1, 3 * (int)input.Count, 3), dy = Values.Random(2, 3 * (int)pooling.OutputShape(input).Count, 1);
        using LayerHarness both = new(new NormalizedPoolingTraining(normalization, pooling, input, 2));
        using LayerHarness first = new(new ResponseNormalizationTraining(normalization, input, 2)),
            second = new(new MaxPoolingTraining(pooling, input));
        both.Run(x, dy, 3, 2);
        first.Run(x, x, 3, 2);
        second.Run(first.Output, dy, 3, 2);
        first.Run(x, second.InputGradient, 3, 2);
        Values.AssertSameBits(second.Output, both.Output, "output");
        Values.AssertSameBits(first.InputGradient, both.InputGradient, "gradient");
    }

    [Theory]
    [InlineData(ActivationFunction.Relu)]
    [InlineData(ActivationFunction.Sigmoid)]
    [InlineData(ActivationFunction.Tanh)]
    public void ActivationsHaveTheirSlopes(ActivationFunction function)
    {
        var shape = new MapShape(3, 5, 7);
        float[] x = Values.Random(1, 2 * (int)shape.Count, 4), dy = Values.Random(2, x.Length, 1);
        x[3] = 0;
        using var harness = new LayerHarness(new ActivationTraining(new Activation("f", function), shape));
        harness.Run(x, dy, 2, 1);
        double Value(double value) => function switch
        {
            ActivationFunction.Relu => Math.Max(0, value),
            ActivationFunction.Tanh =>
            Math.Tanh(value),
            _ => 1 / (1 + Math.Exp(-value))
        };
        double[] Slopes() => [.. harness.InputGradient.Zip(dy, (found, factor) => (double)found / factor)];
        FiniteDifferences.Check(x => x.Sum(Value), Values.Widen(x), Slopes(), 1e-4);
        if (function == ActivationFunction.Relu) Assert.Equal(0, harness.InputGradient[3]);
    }

    [Theory]
    [InlineData(DropoutScaling.AtTest, 1f, 0.7f)]
    [InlineData(DropoutScaling.InTraining, 1 / 0.7f, 1f)]
    public void DropoutDropsForwardAndBackwardAlike(DropoutScaling scaling, float training, float test)
    {
        var shape = new MapShape(4000, 1, 1);
        float[] x = [.. Enumerable.Repeat(2f, 5 * 4000)], dy = [.. Enumerable.Repeat(3f, x.Length)];
        using LayerHarness parts = new(new DropoutTraining(new Dropout("drop", 0.3f, scaling), shape, new ChannelRange(0, shape.Channels), 9)),
            whole = new(new DropoutTraining(new Dropout("drop", 0.3f, scaling), shape, new ChannelRange(0, shape.Channels), 9));
        parts.Run(x, dy, 5, 2, step: 8);
        whole.Run(x, dy, 5, 5, step: 8);
        Assert.Equal(whole.Output, parts.Output);
        Assert.All(parts.Output.Zip(parts.InputGradient), pair => Assert.Equal(pair.First == 0 ? (0, 0) : (2 * training, 3 * training), pair));
        // 20000 draws: five standard deviations.
        Assert.InRange(parts.Output.Count(value => value == 0) / 20000.0, 0.3 - 0.017, 0.3 + 0.017);
        whole.Run(x, dy, 5, 5, step: 9);
        Assert.NotEqual(whole.Output, parts.Output);
        whole.Run(x, dy, 5, 5, step: null);
        Assert.All(whole.Output, value => Assert.Equal(2 * test, value));
    }

    private static double[] Masked(ReadOnlySpan<float> gradient, ReadOnlySpan<float> y)
    {
        var masked = Values.Widen(gradient);
        for (var i = 0; i < y.Length; i++)
            if (!(y[i] > 0)) masked[i] = 0;
        return masked;
    }
}
