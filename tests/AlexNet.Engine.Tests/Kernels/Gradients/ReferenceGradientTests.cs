using AlexNet.Engine.Kernels.Reference;

namespace AlexNet.Engine.Tests.Kernels.Gradients;

/// <summary>The reference gradients are the slopes of the reference kernels.</summary>
public class ReferenceGradientTests
{
    [Theory]
    [InlineData(4, 6, 5, 3, 1, 1, 2, 6, 5)]
    [InlineData(3, 7, 6, 3, 2, 1, 1, 4, 3)]
    [InlineData(2, 6, 6, 3, 2, 0, 1, 3, 3)] // the last windows reach past the edge
    public void Convolution(int channels, int height, int width, int kernel, int stride, int padding, int groups, int outputHeight, int outputWidth)
    {
        const int Outputs = 4;
        var x = Values.Widen(Values.Random(1, channels * height * width, 1));
        // Sixteenths, so that what is added to them for the difference is not rounded.
        float[] weights = [.. Values.Random(2, Outputs * channels / groups * kernel * kernel, 1).Select(value => MathF.Round(value * 16) / 16)], bias = [0.5f, -0.25f, 1, 0];
        var dy = Values.Widen(Values.Random(3, Outputs * outputHeight * outputWidth, 1));
        double Loss(double[] x, float[] weights, float[] bias) => FiniteDifferences.Dot(
            ReferenceConvolution.Run(x, channels, height, width, weights, bias, Outputs, kernel, stride, padding, groups, outputHeight, outputWidth), dy);
        double[] dx = new double[x.Length], dw = new double[weights.Length], db = new double[Outputs];
        ReferenceConvolutionGradient.Add(x, channels, height, width, weights, dy, Outputs, kernel, stride, padding, groups, outputHeight, outputWidth, dx, dw, db);

        FiniteDifferences.Check(x => Loss(x, weights, bias), x, dx);
        // The output is linear in weights and biases: a difference of 1/4 is as good as a small one.
        for (var i = 0; i < weights.Length; i++) Assert.Equal(Slope(weights, i, weights => Loss(x, weights, bias)), dw[i], 1e-9);
        for (var i = 0; i < bias.Length; i++) Assert.Equal(Slope(bias, i, bias => Loss(x, weights, bias)), db[i], 1e-9);
    }

    [Fact]
    public void FullyConnected()
    {
        var x = Values.Widen(Values.Random(1, 5, 1));
        float[] weights = [.. Values.Random(2, 15, 1).Select(value => MathF.Round(value * 16) / 16)], bias = [1, 2, 3];
        double[] dy = [0.3, -2, 1], dx = new double[5], dw = new double[15], db = new double[3];
        ReferenceFullyConnectedGradient.Add(x, weights, dy, dx, dw, db);
        FiniteDifferences.Check(x => FiniteDifferences.Dot(ReferenceFullyConnected.Run(x, weights, bias), dy), x, dx);
        for (var i = 0; i < weights.Length; i++) Assert.Equal(Slope(weights, i, weights => FiniteDifferences.Dot(ReferenceFullyConnected.Run(x, weights, bias), dy)), dw[i], 1e-9);
        Assert.Equal(dy, db);
    }

    [Theory]
    [InlineData(3, 2, 3, 3)]
    [InlineData(2, 2, 4, 4)]
    [InlineData(3, 2, 4, 4)] // the last windows reach past the edge
    public void MaxPooling(int window, int stride, int outputHeight, int outputWidth)
    {
        var x = Values.Widen(Values.Random(1, 2 * 8 * 8, 1));
        var dy = Values.Widen(Values.Random(2, 2 * outputHeight * outputWidth, 1));
        var dx = ReferenceMaxPoolingGradient.Run(x, dy, 2, 8, 8, window, stride, outputHeight, outputWidth);
        FiniteDifferences.Check(x => FiniteDifferences.Dot(ReferenceMaxPooling.Run(x, 2, 8, 8, window, stride, outputHeight, outputWidth), dy), x, dx);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(2, 3)]
    public void ResponseNormalizationAcrossMaps(int towers, int size)
    {
        double[] x = Values.Widen(Values.Random(1, 8 * 3, 2)), dy = Values.Widen(Values.Random(2, 8 * 3, 1));
        var dx = ReferenceResponseNormalizationGradient.AcrossMaps(x, dy, 8, 3, towers, size, 2, 0.5f, 0.75f);
        FiniteDifferences.Check(x => FiniteDifferences.Dot(ReferenceResponseNormalization.AcrossMaps(x, 8, 3, towers, size, 2, 0.5f, 0.75f), dy), x, dx);
    }

    [Fact]
    public void ResponseNormalizationWithinAMap()
    {
        double[] x = Values.Widen(Values.Random(1, 2 * 6 * 5, 2)), dy = Values.Widen(Values.Random(2, 2 * 6 * 5, 1));
        var dx = ReferenceResponseNormalizationGradient.WithinMap(x, dy, 2, 6, 5, 3, 1, 0.5f, 0.75f);
        FiniteDifferences.Check(x => FiniteDifferences.Dot(ReferenceResponseNormalization.WithinMap(x, 2, 6, 5, 3, 1, 0.5f, 0.75f), dy), x, dx);
    }

    [Theory]
    [InlineData(1f, 0f)]
    [InlineData(0.7f, 0f)]
    [InlineData(0.7f, 0.1f)]
    public void CrossEntropy(float weight, float smoothing)
    {
        var x = Values.Widen(Values.Random(1, 12, 3));
        var q = ReferenceCrossEntropy.Target(12, 3, 8, weight, smoothing);
        FiniteDifferences.Check(x => ReferenceCrossEntropy.Loss(x, q), x, ReferenceCrossEntropy.Gradient(x, q));
    }

    private static double Slope(float[] values, int i, Func<float[], double> f)
    {
        float[] above = [.. values], below = [.. values];
        above[i] += 0.25f;
        below[i] -= 0.25f;
        return (f(above) - f(below)) / 0.5;
    }
}
