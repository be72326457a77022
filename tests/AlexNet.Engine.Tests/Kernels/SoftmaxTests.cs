using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Kernels.Softmax;
using FsCheck;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public class SoftmaxTests
{
    [Property(MaxTest = 200)]
    public void AgreesWithTheReferenceAndSumsToOne(NonNegativeInt length, bool large, int seed)
    {
        var x = Values.Random(seed, length.In(1, 70), range: large ? 1e30f : 30);
        using var input = new GuardedBuffer(x);
        using var output = new GuardedBuffer(x.Length);
        SoftmaxKernel.Run(input.Span, output.Span);
        Values.AssertClose(ReferenceSoftmax.Run(Values.Widen(x)), output.Span, relative: 1e-7, absolute: 1e-45);
        Assert.Equal(1, output.ToArray().Sum(value => (double)value), tolerance: 1e-6);
        SoftmaxKernel.Run(input.Span, input.Span);
        Values.AssertSameBits(output.Span, input.Span, "in place");
    }

    [Fact]
    public void AMillionMoreOnEveryLogitChangesNothing()
    {
        var y = new float[3];
        SoftmaxKernel.Run([1_000_001, 1_000_002, 1_000_003], y);
        var expected = new float[3];
        SoftmaxKernel.Run([1, 2, 3], expected);
        Values.AssertSameBits(expected, y);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AnUnanswerableLogitIsNotHidden(float logit)
    {
        var y = new float[4];
        SoftmaxKernel.Run([1, 2, logit, 3], y);
        Assert.All(y, value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void MinusInfinityIsAProbabilityOfZero()
    {
        var y = new float[2];
        SoftmaxKernel.Run([float.NegativeInfinity, 5], y);
        Assert.Equal([0, 1], y);
    }
}
