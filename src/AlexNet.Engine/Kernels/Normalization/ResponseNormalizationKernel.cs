using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Normalization;

/// <summary>Local response normalization across maps (paper, section 3.3), of the maps of one tower or of all.</summary>
internal static unsafe class ResponseNormalizationKernel
{
    /// <summary>Cut pixel ranges at multiples of this where you can: then only the last one has a tail.</summary>
    public const int PixelBlock = 16;

    /// <summary>The window for which <see cref="Run"/> may write over its input.</summary>
    public const int InPlaceSize = 5;

    // x and y are [channels][plane]; the pixels first <= p < last of every map are read and written. No alignment; nothing else is touched.
    // y may be x when size is 5 (a map is written after its square was taken); otherwise they must not overlap.
    // Registers for size 5: a ring of 5 vectors of squares, x, k, alpha and 3 more; per vector 2 square roots and 1 division bound the speed.
    /// <summary>
    /// y = x / (k + alpha s)^beta, where s is the sum of squares over <paramref name="size"/> neighbouring maps, as far as they are among
    /// these <paramref name="channels"/>. A pixel's bits do not depend on the range.
    /// </summary>
    public static void Run(
        float* x, float* y, int channels, int plane, int firstPixel, int lastPixel, int size, float k, float alpha, float beta)
    {
        if (beta == 0.75f)
            Run(x, y, channels, plane, firstPixel, lastPixel, size, k, alpha, new ThreeQuarters());
        else
            Run(x, y, channels, plane, firstPixel, lastPixel, size, k, alpha, new AnyPower(beta));
    }

    private static void Run<TPower>(
        float* x, float* y, int channels, int plane, int pixel, int lastPixel, int size, float k, float alpha, TPower power)
        where TPower : struct, IPowerOperator
    {
        if (VectorLanes.IsSupported)
            pixel = Pixels<VectorLanes, TPower>(x, y, channels, plane, pixel, lastPixel, size, k, alpha, power);
        Pixels<ScalarLane, TPower>(x, y, channels, plane, pixel, lastPixel, size, k, alpha, power);
    }

    /// <summary>Walks down the channels at as many whole lanes of pixels as fit, and returns the pixel where it stopped.</summary>
    private static int Pixels<TLanes, TPower>(
        float* x, float* y, int channels, int plane, int pixel, int lastPixel, int size, float k, float alpha, TPower power)
        where TLanes : struct, ILanes<TLanes>
        where TPower : struct, IPowerOperator
    {
        for (; pixel <= lastPixel - TLanes.Count; pixel += TLanes.Count)
            if (size == InPlaceSize)
                FiveMaps<TLanes, TPower>(x + pixel, y + pixel, channels, plane, k, alpha, power);
            else
                AnyMaps<TLanes, TPower>(x + pixel, y + pixel, channels, plane, size / 2, k, alpha, power);
        return pixel;
    }

    /// <summary>The window of 5, whose squares stay in registers: each is taken once, and the sum is always taken anew.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FiveMaps<TLanes, TPower>(float* x, float* y, int channels, int plane, float k, float alpha, TPower power)
        where TLanes : struct, ILanes<TLanes>
        where TPower : struct, IPowerOperator
    {
        var constant = TLanes.Fill(k);
        var factor = TLanes.Fill(alpha);
        var zero = TLanes.Fill(0);
        var (before2, before1, here, after1) = (zero, zero, Square<TLanes>(x), channels > 1 ? Square<TLanes>(x + plane) : zero);
        for (var channel = 0; channel < channels; channel++)
        {
            var after2 = channel + 2 < channels ? Square<TLanes>(x + 2L * plane) : zero;
            var sum = before2 + before1 + here + (after1 + after2);
            power.Divide(TLanes.Load(x), constant + factor * sum).Store(y);
            (before2, before1, here, after1) = (before1, here, after1, after2);
            x += plane;
            y += plane;
        }
    }

    /// <summary>Any window: reads every map of it again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AnyMaps<TLanes, TPower>(float* x, float* y, int channels, int plane, int half, float k, float alpha, TPower power)
        where TLanes : struct, ILanes<TLanes>
        where TPower : struct, IPowerOperator
    {
        half = Math.Min(half, channels);
        for (var channel = 0; channel < channels; channel++)
        {
            var sum = TLanes.Fill(0);
            for (var other = Math.Max(0, channel - half); other <= Math.Min(channels - 1, channel + half); other++)
                sum += Square<TLanes>(x + (long)other * plane);
            var offset = (long)channel * plane;
            power.Divide(TLanes.Load(x + offset), TLanes.Fill(k) + TLanes.Fill(alpha) * sum).Store(y + offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Square<TLanes>(float* x) where TLanes : struct, ILanes<TLanes>
    {
        var value = TLanes.Load(x);
        return value * value;
    }
}
