using AlexNet.Engine.Kernels.Pooling;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Layers;
using FsCheck;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public unsafe class MaxPoolingTests
{
    [Property(MaxTest = 300)]
    public void AnyShapeWindowAndStrideAgreesWithTheReference(
        NonNegativeInt channels, NonNegativeInt height, NonNegativeInt width, NonNegativeInt window, NonNegativeInt stride, bool ceiling, int seed)
    {
        var (k, s) = (window.In(1, 6), stride.In(1, 4));
        var (c, h, w) = (channels.In(1, 3), height.In(k, k + 20), width.In(k, k + 40));
        Check(Values.Random(seed, c * h * w), c, h, w, k, s, ceiling ? Rounding.Ceiling : Rounding.Floor);
    }

    [Property(MaxTest = 300)]
    public void TheFastWindowsAgreeWithTheReferenceWithNaNAndInfinityInThem(
        NonNegativeInt height, NonNegativeInt width, bool three, bool ceiling, NonNegativeInt special, int seed)
    {
        var k = three ? 3 : 2;
        var (h, w) = (height.In(k, 30), width.In(k, 60));
        var x = Values.Sprinkle(Values.Random(seed, 2 * h * w), seed, Values.Special[special.Get % Values.Special.Length]);
        Check(x, 2, h, w, k, 2, ceiling ? Rounding.Ceiling : Rounding.Floor);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ANaNInAnyPlaceOfAWindowIsItsMaximum(int stride)
    {
        const int Side = 23;
        for (var place = 0; place < Side * Side; place++)
        {
            var x = Values.Random(place, Side * Side);
            x[place] = float.NaN;
            Check(x, 1, Side, Side, 3, stride, Rounding.Ceiling);
        }
    }

    [Theory]
    [InlineData(2, 5000, 2, 2)]
    [InlineData(3, 5001, 3, 2)]
    [InlineData(3, 2300, 3, 1)]
    [InlineData(4, 3000, 511, 7)]
    [InlineData(3, 1500, 600, 3)]
    [InlineData(2, 3000, 2, 700)]
    public void WideMapsWindowsAndStridesAreDoneInStretches(int height, int width, int window, int stride) =>
        Check(Values.Random(width, height * width), 1, height, width, window, stride, Rounding.Ceiling);

    private static void Check(float[] x, int channels, int height, int width, int window, int stride, Rounding rounding)
    {
        // A window higher than a map happens only here, to reach the wide ones with few values.
        var outputHeight = Math.Max(1, SlidingWindow.Positions(height, window, stride, 0, rounding));
        var outputWidth = SlidingWindow.Positions(width, window, stride, 0, rounding);
        var expected = ReferenceMaxPooling.Run(Values.Widen(x), channels, height, width, window, stride, outputHeight, outputWidth);
        var narrow = expected.Select(value => (float)value).ToArray();
        foreach (var guard in Enum.GetValues<Guard>())
        {
            using var input = new GuardedBuffer(x, guard);
            using var output = new GuardedBuffer(narrow.Length, guard);
            var cut = channels / 2;
            MaxPoolingKernel.Run(input.Pointer, output.Pointer, cut, channels, height, width, outputHeight, outputWidth, window, stride);
            MaxPoolingKernel.Run(input.Pointer, output.Pointer, 0, cut, height, width, outputHeight, outputWidth, window, stride);
            Assert.Equal(narrow, output.ToArray());
        }
    }
}
