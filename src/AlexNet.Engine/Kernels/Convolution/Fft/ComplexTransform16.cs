using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>
/// Discrete Fourier transform of 16 complex points, in place: X[k] = sum over n of x[n] e^(-2 pi i n k / 16). Every lane has a sequence of its own.
/// Real and imaginary parts lie apart, re[n * stride] and im[n * stride]; the inverse, times 16, is the same with the two exchanged.
/// Two rounds of four butterflies of four points, 16 = 4 x 4; 8 registers of points, 4 of differences, 2 of twiddle factors.
/// </summary>
internal static unsafe class ComplexTransform16
{
    /// <summary>Points of a transform.</summary>
    public const int Points = 16;

    // cos and sin of pi / 8 times 1, 2 and 3.
    private const float Cos1 = 0.923879532511286756f, Sin1 = 0.382683432365089772f, Cos2 = 0.707106781186547524f, Cos3 = Sin1, Sin3 = Cos1;

    /// <summary>Registers of scratch memory: what passes from the first round to the second.</summary>
    public const int Scratch = 2 * Points;

    /// <summary>Transforms the sequences at <paramref name="re"/> and <paramref name="im"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes>(float* re, float* im, nint stride, float* scratch) where TLanes : struct, IFusedLanes<TLanes>
    {
        // With n = 4 m + j and k = p + 4 q the inner sum is over m, for each j; a twiddle factor e^(-2 pi i j p / 16) follows, and the sum over j.
        First<TLanes>(re, im, stride, 0, scratch);
        First<TLanes>(re, im, stride, 1, scratch);
        First<TLanes>(re, im, stride, 2, scratch);
        First<TLanes>(re, im, stride, 3, scratch);
        for (var p = 0; p < 4; p++) Second<TLanes>(re + p * stride, im + p * stride, stride, scratch + p * 8 * TLanes.Count);
    }

    /// <summary>The butterfly of the points j, j + 4, j + 8 and j + 12, and its twiddle factors. scratch is [p][j][re, im].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void First<TLanes>(float* re, float* im, nint stride, int j, float* scratch) where TLanes : struct, IFusedLanes<TLanes>
    {
        re += j * stride;
        im += j * stride;
        TLanes r0 = TLanes.Load(re), r1 = TLanes.Load(re + 4 * stride), r2 = TLanes.Load(re + 8 * stride), r3 = TLanes.Load(re + 12 * stride);
        TLanes i0 = TLanes.Load(im), i1 = TLanes.Load(im + 4 * stride), i2 = TLanes.Load(im + 8 * stride), i3 = TLanes.Load(im + 12 * stride);
        Butterfly(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3);
        if (j == 1)
        {
            Twiddle(ref r1, ref i1, Cos1, Sin1);
            Twiddle(ref r2, ref i2, Cos2, Cos2);
            Twiddle(ref r3, ref i3, Cos3, Sin3);
        }
        if (j == 2)
        {
            Twiddle(ref r1, ref i1, Cos2, Cos2);
            (r2, i2) = (i2, TLanes.Fill(0) - r2);
            Twiddle(ref r3, ref i3, -Cos2, Cos2);
        }
        if (j == 3)
        {
            Twiddle(ref r1, ref i1, Cos3, Sin3);
            Twiddle(ref r2, ref i2, -Cos2, Cos2);
            Twiddle(ref r3, ref i3, -Cos1, -Sin1);
        }
        scratch += 2 * j * TLanes.Count;
        Store(r0, i0, scratch, TLanes.Count);
        Store(r1, i1, scratch + 8 * TLanes.Count, TLanes.Count);
        Store(r2, i2, scratch + 16 * TLanes.Count, TLanes.Count);
        Store(r3, i3, scratch + 24 * TLanes.Count, TLanes.Count);
    }

    /// <summary>The butterfly over j, whose results are the points p, p + 4, p + 8 and p + 12.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Second<TLanes>(float* re, float* im, nint stride, float* scratch) where TLanes : struct, IFusedLanes<TLanes>
    {
        TLanes r0 = TLanes.Load(scratch), i0 = TLanes.Load(scratch + TLanes.Count);
        TLanes r1 = TLanes.Load(scratch + 2 * TLanes.Count), i1 = TLanes.Load(scratch + 3 * TLanes.Count);
        TLanes r2 = TLanes.Load(scratch + 4 * TLanes.Count), i2 = TLanes.Load(scratch + 5 * TLanes.Count);
        TLanes r3 = TLanes.Load(scratch + 6 * TLanes.Count), i3 = TLanes.Load(scratch + 7 * TLanes.Count);
        Butterfly(ref r0, ref i0, ref r1, ref i1, ref r2, ref i2, ref r3, ref i3);
        var apart = (nint)(im - re);
        Store(r0, i0, re, apart);
        Store(r1, i1, re + 4 * stride, apart);
        Store(r2, i2, re + 8 * stride, apart);
        Store(r3, i3, re + 12 * stride, apart);
    }

    /// <summary>The transform of four points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Butterfly<TLanes>(
        ref TLanes r0, ref TLanes i0, ref TLanes r1, ref TLanes i1, ref TLanes r2, ref TLanes i2, ref TLanes r3, ref TLanes i3)
        where TLanes : struct, IFusedLanes<TLanes>
    {
        TLanes evenSumR = r0 + r2, evenSumI = i0 + i2, evenR = r0 - r2, evenI = i0 - i2;
        TLanes oddSumR = r1 + r3, oddSumI = i1 + i3, oddR = r1 - r3, oddI = i1 - i3;
        (r0, i0) = (evenSumR + oddSumR, evenSumI + oddSumI);
        (r1, i1) = (evenR + oddI, evenI - oddR);
        (r2, i2) = (evenSumR - oddSumR, evenSumI - oddSumI);
        (r3, i3) = (evenR - oddI, evenI + oddR);
    }

    /// <summary>Multiplies by cos - i sin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Twiddle<TLanes>(ref TLanes re, ref TLanes im, float cos, float sin) where TLanes : struct, IFusedLanes<TLanes>
    {
        TLanes c = TLanes.Fill(cos), s = TLanes.Fill(sin);
        (re, im) = (TLanes.MultiplyAdd(im, s, re * c), TLanes.MultiplySubtract(re, s, im * c));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes re, TLanes im, float* target, nint apart) where TLanes : struct, IFusedLanes<TLanes>
    {
        re.Store(target);
        im.Store(target + apart);
    }
}
