using AlexNet.Engine.Kernels.Reference;

namespace AlexNet.Engine.Tests.Kernels.Reference;

/// <summary>The yardsticks themselves, on cases small enough to be worked out by hand.</summary>
public class ReferenceKernelTests
{
    private static readonly double[] OneToNine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void ConvolutionWithPaddingReadsZerosAround()
    {
        float[] allOnes = [1, 1, 1, 1, 1, 1, 1, 1, 1];
        var y = ReferenceConvolution.Run(OneToNine, 1, 3, 3, allOnes, [10], 1, kernel: 3, stride: 1, padding: 1, groups: 1, 3, 3);
        Assert.Equal([22, 31, 26, 37, 55, 43, 34, 49, 38], y);
    }

    [Fact]
    public void ConvolutionIsNotFlipped()
    {
        var y = ReferenceConvolution.Run(OneToNine, 1, 3, 3, [1, 0, 0, 0], [0], 1, kernel: 2, stride: 1, padding: 0, groups: 1, 2, 2);
        Assert.Equal([1, 2, 4, 5], y);
    }

    [Fact]
    public void ConvolutionWhoseLastWindowReachesPastTheEdgeReadsZerosThere()
    {
        var y = ReferenceConvolution.Run(OneToNine, 1, 3, 3, [1, 1, 1, 1], [0], 1, kernel: 2, stride: 2, padding: 0, groups: 1, 2, 2);
        Assert.Equal([12, 9, 15, 9], y);
    }

    [Fact]
    public void ConvolutionInGroupsReadsItsOwnChannelsOnly()
    {
        double[] x = [1, 10, 100, 1000];
        float[] weights = [1, 2, 3, 4, 5, 6, 7, 8];
        var y = ReferenceConvolution.Run(x, 4, 1, 1, weights, [0, 0, 0, 0], 4, kernel: 1, stride: 1, padding: 0, groups: 2, 1, 1);
        Assert.Equal([21, 43, 6500, 8700], y);
    }

    [Fact]
    public void FullyConnectedIsARowTimesTheInputPlusABias() =>
        Assert.Equal([321 + 0.5, 654 - 0.5], ReferenceFullyConnected.Run([1, 10, 100], [1, 2, 3, 4, 5, 6], [0.5f, -0.5f]));

    [Fact]
    public void GemmIsRowsTimesColumns() =>
        Assert.Equal([58, 64, 139, 154], ReferenceGemm.Run([1, 2, 3, 4, 5, 6], [7, 8, 9, 10, 11, 12], 2, 2, 3));

    [Fact]
    public void ResponseNormalizationSumsSquaresOfItsTower()
    {
        // s = 1 + 4 in the first tower, 9 + 16 in the second; k + alpha s = 16 and 36 to the power of 1/2.
        var y = ReferenceResponseNormalization.AcrossMaps([1, 2, 3, 4], 4, 1, 2, 5, 11, 1, 0.5f);
        Assert.Equal([1 / 4.0, 2 / 4.0, 3 / 6.0, 4 / 6.0], y);
    }

    [Fact]
    public void ResponseNormalizationWithinAMapStopsAtTheMapsEdge()
    {
        var y = ReferenceResponseNormalization.WithinMap([1, 2, 3, 4], 1, 2, 2, 3, 6, 1, 0.5f);
        Assert.Equal([1 / 6.0, 2 / 6.0, 3 / 6.0, 4 / 6.0], y);
    }

    [Fact]
    public void MaxPoolingSeesOnlyWhatIsThere() =>
        Assert.Equal([-1, -3, -7, -9],
            ReferenceMaxPooling.Run(OneToNine.Select(value => -value).ToArray(), 1, 3, 3, window: 2, stride: 2, 2, 2));

    [Fact]
    public void SoftmaxIsTheShareOfTheExponential()
    {
        var y = ReferenceSoftmax.Run([Math.Log(1), Math.Log(2), Math.Log(5)]);
        Assert.Equal(1 / 8.0, y[0], 12);
        Assert.Equal(2 / 8.0, y[1], 12);
        Assert.Equal(5 / 8.0, y[2], 12);
    }
}
