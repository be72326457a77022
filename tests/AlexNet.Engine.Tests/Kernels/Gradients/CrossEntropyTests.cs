using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Kernels.Softmax;

namespace AlexNet.Engine.Tests.Kernels.Gradients;

[Trait("Category", "Kernel")]
public class CrossEntropyTests
{
    [Theory]
    [InlineData(3, 3, 1f, 0f)]
    [InlineData(3, 8, 0.7f, 0f)]
    [InlineData(3, 8, 0.7f, 0.1f)]
    [InlineData(0, 0, 0.2f, 0.5f)]
    public void LossAndGradientAgreeWithTheReference(int first, int second, float weight, float smoothing)
    {
        var x = Values.Random(1, 20, 30);
        var q = ReferenceCrossEntropy.Target(x.Length, first, second, weight, smoothing);
        var gradient = new float[x.Length];
        var loss = CrossEntropyKernel.Run(x, first, second, weight, smoothing, 0.25, gradient);
        Assert.Equal(ReferenceCrossEntropy.Loss(Values.Widen(x), q), loss, 1e-9);
        Values.AssertClose([.. ReferenceCrossEntropy.Gradient(Values.Widen(x), q).Select(value => value / 4)], gradient, 1e-6, 1e-7);
        Assert.Equal(loss, CrossEntropyKernel.Run(x, first, second, weight, smoothing, 1, []));
    }

    [Fact]
    public void LargeLogitsDoNotOverflow()
    {
        var gradient = new float[3];
        Assert.Equal(2e4, CrossEntropyKernel.Run([1e4f, -1e4f, 0], 1, 1, 1, 0, 1, gradient));
        Assert.Equal([1, -1, 0], gradient);
    }

    [Fact]
    public void RankCountsWhatIsLikelierAndEqualsBefore() =>
        Assert.Equal([2, 0, 1, 3], Enumerable.Range(0, 4).Select(label => CrossEntropyKernel.Rank([1, 3, 3, 1], label)));
}
