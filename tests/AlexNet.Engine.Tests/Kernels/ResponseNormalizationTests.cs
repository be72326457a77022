using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Kernels.Reference;
using FsCheck;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public unsafe class ResponseNormalizationTests
{
    private const float Alpha = 1e-4f;

    [Property(MaxTest = 200)]
    public void AnyShapeWindowAndPowerAgreesWithTheReference(NonNegativeInt channels, NonNegativeInt plane, NonNegativeInt half, bool usual, int seed)
    {
        var (c, p, size) = (channels.In(1, 20), plane.In(1, 40), 2 * half.In(0, 6) + 1);
        var (k, beta) = usual ? (2f, 0.75f) : (1f, 0.1f + half.In(0, 9) * 0.2f);
        var x = Values.Random(seed, c * p, range: 300);
        using var input = new GuardedBuffer(x);
        using var output = new GuardedBuffer(c * p);
        ResponseNormalizationKernel.Run(input.Pointer, output.Pointer, c, p, 0, p, size, k, Alpha, beta);
        var expected = ReferenceResponseNormalization.AcrossMaps(Values.Widen(x), c, p, 1, size, k, Alpha, beta);
        Values.AssertClose(expected, output.Span, relative: 2e-6, absolute: 1e-30, $"{c} maps of {p}, window {size}, beta {beta}");
    }

    [Property(MaxTest = 100)]
    public void TheRangeOfPixelsDoesNotChangeABit(NonNegativeInt channels, NonNegativeInt plane, NonNegativeInt first, NonNegativeInt second, bool usual, int seed)
    {
        var (c, p) = (channels.In(1, 12), plane.In(1, 60));
        var cuts = new[] { 0, first.Get % (p + 1), second.Get % (p + 1), p }.Order().ToArray();
        var (size, beta) = (usual ? 5 : 3, usual ? 0.75f : 0.6f);
        using var input = new GuardedBuffer(Values.Random(seed, c * p), Guard.Before);
        using var whole = new GuardedBuffer(c * p, Guard.Before);
        using var parts = new GuardedBuffer(c * p, Guard.Before);
        ResponseNormalizationKernel.Run(input.Pointer, whole.Pointer, c, p, 0, p, size, 2, Alpha, beta);
        for (var i = 0; i < 3; i++)
            ResponseNormalizationKernel.Run(input.Pointer, parts.Pointer, c, p, cuts[i], cuts[i + 1], size, 2, Alpha, beta);
        Values.AssertSameBits(whole.Span, parts.Span, $"{c} maps of {p} cut at {cuts[1]} and {cuts[2]}");
    }

    [Property(MaxTest = 50)]
    public void TheWindowOfFiveMayWriteOverItsInput(NonNegativeInt channels, NonNegativeInt plane, int seed)
    {
        var (c, p) = (channels.In(1, 12), plane.In(1, 40));
        using var input = new GuardedBuffer(Values.Random(seed, c * p));
        using var output = new GuardedBuffer(c * p);
        ResponseNormalizationKernel.Run(input.Pointer, output.Pointer, c, p, 0, p, ResponseNormalizationKernel.InPlaceSize, 2, Alpha, 0.75f);
        ResponseNormalizationKernel.Run(input.Pointer, input.Pointer, c, p, 0, p, ResponseNormalizationKernel.InPlaceSize, 2, Alpha, 0.75f);
        Values.AssertSameBits(output.Span, input.Span);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e-40f)]
    [InlineData(0)]
    public void SpecialValuesReachTheirWindowAndNothingElse(float special)
    {
        const int Channels = 9, Plane = 11;
        var x = Values.Random(1, Channels * Plane);
        x[4 * Plane + 7] = special;
        using var input = new GuardedBuffer(x);
        using var output = new GuardedBuffer(x.Length);
        ResponseNormalizationKernel.Run(input.Pointer, output.Pointer, Channels, Plane, 0, Plane, 5, 2, Alpha, 0.75f);
        var expected = ReferenceResponseNormalization.AcrossMaps(Values.Widen(x), Channels, Plane, 1, 5, 2, Alpha, 0.75f);
        Values.AssertClose(expected, output.Span, relative: 2e-6, absolute: 1e-45);
    }

    [Fact]
    public void ATowersWindowStopsAtItsEdge()
    {
        const int Channels = 8, Plane = 9;
        var x = Values.Random(5, Channels * Plane, range: 300);
        using var input = new GuardedBuffer(x);
        using var output = new GuardedBuffer(x.Length);
        for (var tower = 0; tower < 2; tower++)
        {
            var offset = tower * Channels / 2 * Plane;
            ResponseNormalizationKernel.Run(input.Pointer + offset, output.Pointer + offset, Channels / 2, Plane, 0, Plane, 5, 2, Alpha, 0.75f);
        }
        var wide = Values.Widen(x);
        Values.AssertClose(ReferenceResponseNormalization.AcrossMaps(wide, Channels, Plane, 2, 5, 2, Alpha, 0.75f), output.Span, 2e-6, 0);
        var across = ReferenceResponseNormalization.AcrossMaps(wide, Channels, Plane, 1, 5, 2, Alpha, 0.75f);
        Assert.NotEqual(across[3 * Plane], output.Span[3 * Plane], tolerance: 1e-3);
    }

    [Property(MaxTest = 200)]
    public void TheWindowWithinAMapAgreesWithTheReference(
        NonNegativeInt channels, NonNegativeInt height, NonNegativeInt width, NonNegativeInt half, bool usual, int seed)
    {
        var (c, h, w, size) = (channels.In(1, 3), height.In(1, 12), width.In(1, 40), 2 * half.In(0, 7) + 1);
        var beta = usual ? 0.75f : 0.5f;
        var x = Values.Random(seed, c * h * w);
        var expected = ReferenceResponseNormalization.WithinMap(Values.Widen(x), c, h, w, size, 1, 0.001f, beta);
        foreach (var guard in Enum.GetValues<Guard>())
        {
            using var input = new GuardedBuffer(x, guard);
            using var output = new GuardedBuffer(x.Length, guard);
            var cut = half.Get % (c + 1);
            MapNormalizationKernel.Run(input.Pointer, output.Pointer, 0, cut, h, w, size, 1, 0.001f, beta);
            MapNormalizationKernel.Run(input.Pointer, output.Pointer, cut, c, h, w, size, 1, 0.001f, beta);
            Values.AssertClose(expected, output.Span, relative: 2e-6, absolute: 1e-30, $"{c} maps of {h}x{w}, window {size}");
        }
    }

    [Theory]
    [InlineData(3, 2500, 5)]
    [InlineData(2, 4100, 3)]
    [InlineData(3, 700, 1399)]
    [InlineData(2, 1500, 1001)]
    public void WideMapsAndWindowsAreDoneInStretches(int height, int width, int size)
    {
        var x = Values.Random(width, height * width);
        using var input = new GuardedBuffer(x);
        using var output = new GuardedBuffer(x.Length);
        MapNormalizationKernel.Run(input.Pointer, output.Pointer, 0, 1, height, width, size, 1, 4e-5f, 0.75f);
        var expected = ReferenceResponseNormalization.WithinMap(Values.Widen(x), 1, height, width, size, 1, 4e-5f, 0.75f);
        // Sums of thousands of squares, one after the other in single precision.
        Values.AssertClose(expected, output.Span, relative: 3e-5, absolute: 0);
    }

    [Fact]
    public void AWindowWiderThanTheBufferIsRefusedBeforeAnythingIsRead()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => MapNormalizationKernel.Run(null, null, 0, 1, 1, 2000, 1601, 1, 1, 0.75f));
        Assert.Contains("1601", error.Message);
    }
}
