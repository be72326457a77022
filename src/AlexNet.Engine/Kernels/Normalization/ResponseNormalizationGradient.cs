using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Normalization;

/// <summary>
/// Response normalization across maps, backward. With t = k + alpha s and y = x / t^beta:
/// dx_i = dy_i / t_i^beta - 2 alpha beta x_i times the sum over the window of dy_j y_j / t_j.
/// </summary>
internal static unsafe class ResponseNormalizationGradient
{
    /// <summary>Floats of scratch for so many maps.</summary>
    public static long Scratch(int channels) => 2L * channels * VectorLanes.Count;

    // x, dy and dx are [channels][plane], of one tower; the pixels first <= p < last of every map are read and written. dx may be dy, not x.
    /// <summary>dx of some pixels. A pixel's bits do not depend on the range.</summary>
    public static void Run(
        float* x, float* dy, float* dx, int channels, int plane, int firstPixel, int lastPixel, int size, float k, float alpha, float beta, float* scratch)
    {
        if (beta == 0.75f) Run(x, dy, dx, channels, plane, firstPixel, lastPixel, size, k, alpha, beta, new ThreeQuarters(), scratch);
        else Run(x, dy, dx, channels, plane, firstPixel, lastPixel, size, k, alpha, beta, new AnyPower(beta), scratch);
    }

    private static void Run<TPower>(
        float* x, float* dy, float* dx, int channels, int plane, int pixel, int lastPixel, int size, float k, float alpha, float beta, TPower power, float* scratch)
        where TPower : struct, IPowerOperator
    {
        for (; VectorLanes.IsSupported && pixel <= lastPixel - VectorLanes.Count; pixel += VectorLanes.Count)
            Pixels<VectorLanes, TPower>(x + pixel, dy + pixel, dx + pixel, channels, plane, size / 2, k, alpha, beta, power, scratch);
        for (; pixel < lastPixel; pixel++)
            Pixels<ScalarLane, TPower>(x + pixel, dy + pixel, dx + pixel, channels, plane, size / 2, k, alpha, beta, power, scratch);
    }

    /// <summary>Two walks down the channels: first 1 / t^beta and dy y / t of each map, then the window's sums of the latter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pixels<TLanes, TPower>(
        float* x, float* dy, float* dx, int channels, nint plane, int half, float k, float alpha, float beta, TPower power, float* scratch)
        where TLanes : struct, ILanes<TLanes>
        where TPower : struct, IPowerOperator
    {
        half = Math.Min(half, channels);
        TLanes constant = TLanes.Fill(k), scale = TLanes.Fill(alpha), one = TLanes.Fill(1);
        var terms = scratch + (nint)channels * TLanes.Count;
        for (var channel = 0; channel < channels; channel++)
        {
            var squares = TLanes.Fill(0);
            for (var other = Math.Max(0, channel - half); other <= Math.Min(channels - 1, channel + half); other++)
            {
                var neighbour = TLanes.Load(x + other * plane);
                squares += neighbour * neighbour;
            }
            var t = constant + scale * squares;
            var factor = power.Divide(one, t);
            factor.Store(scratch + (nint)channel * TLanes.Count);
            (TLanes.Load(dy + channel * plane) * TLanes.Load(x + channel * plane) * factor / t).Store(terms + (nint)channel * TLanes.Count);
        }
        var outer = TLanes.Fill(2 * alpha * beta);
        for (var channel = 0; channel < channels; channel++)
        {
            var sum = TLanes.Fill(0);
            for (var other = Math.Max(0, channel - half); other <= Math.Min(channels - 1, channel + half); other++) sum += TLanes.Load(terms + (nint)other * TLanes.Count);
            var factor = TLanes.Load(scratch + (nint)channel * TLanes.Count);
            (TLanes.Load(dy + channel * plane) * factor - outer * TLanes.Load(x + channel * plane) * sum).Store(dx + channel * plane);
        }
    }
}
