using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>
/// y[t][k] = sum over c of w[c][k] x x[c][t], complex, at one frequency: a register of output channels for up to 14 tiles.
/// x is [c / lanes][tile][re, im][c % lanes], w is [c][re, im][k], y is [tile][re, im][k]; 2 accumulators a tile, 2 of w, 2 broadcasts: 28 + 4 of 32 registers, or 12 + 4 of 16.
/// Four multiply-adds a complex product. Three multiplications would need a third plane of weights, 1.5 times the memory that limits few tiles, and lose digits by cancellation.
/// </summary>
internal static unsafe class ComplexProductKernel
{
    /// <summary>The most tiles that the kernel is written for.</summary>
    public const int MaxTiles = 14;

    /// <summary>Computes <typeparamref name="TTiles"/> tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<TLanes, TTiles>(int channels, float* x, float* weights, float* y)
        where TLanes : struct, IFusedLanes<TLanes>
        where TTiles : struct, IConstant
    {
        var zero = TLanes.Fill(0);
        TLanes re0 = zero, im0 = zero;
        TLanes re1 = zero, im1 = zero;
        TLanes re2 = zero, im2 = zero;
        TLanes re3 = zero, im3 = zero;
        TLanes re4 = zero, im4 = zero;
        TLanes re5 = zero, im5 = zero;
        TLanes re6 = zero, im6 = zero;
        TLanes re7 = zero, im7 = zero;
        TLanes re8 = zero, im8 = zero;
        TLanes re9 = zero, im9 = zero;
        TLanes re10 = zero, im10 = zero;
        TLanes re11 = zero, im11 = zero;
        TLanes re12 = zero, im12 = zero;
        TLanes re13 = zero, im13 = zero;
        for (; channels > 0; channels -= TLanes.Count, x += TTiles.Value * 2 * TLanes.Count)
        {
            var value = x;
            for (var end = x + Math.Min(channels, TLanes.Count); value < end; value++, weights += 2 * TLanes.Count)
            {
                TLanes re = TLanes.Load(weights), im = TLanes.Load(weights + TLanes.Count);
                Add(value, 0, re, im, ref re0, ref im0);
                if (TTiles.Value > 1) Add(value, 1, re, im, ref re1, ref im1);
                if (TTiles.Value > 2) Add(value, 2, re, im, ref re2, ref im2);
                if (TTiles.Value > 3) Add(value, 3, re, im, ref re3, ref im3);
                if (TTiles.Value > 4) Add(value, 4, re, im, ref re4, ref im4);
                if (TTiles.Value > 5) Add(value, 5, re, im, ref re5, ref im5);
                if (TTiles.Value > 6) Add(value, 6, re, im, ref re6, ref im6);
                if (TTiles.Value > 7) Add(value, 7, re, im, ref re7, ref im7);
                if (TTiles.Value > 8) Add(value, 8, re, im, ref re8, ref im8);
                if (TTiles.Value > 9) Add(value, 9, re, im, ref re9, ref im9);
                if (TTiles.Value > 10) Add(value, 10, re, im, ref re10, ref im10);
                if (TTiles.Value > 11) Add(value, 11, re, im, ref re11, ref im11);
                if (TTiles.Value > 12) Add(value, 12, re, im, ref re12, ref im12);
                if (TTiles.Value > 13) Add(value, 13, re, im, ref re13, ref im13);
            }
        }
        Store(re0, im0, y, 0);
        if (TTiles.Value > 1) Store(re1, im1, y, 1);
        if (TTiles.Value > 2) Store(re2, im2, y, 2);
        if (TTiles.Value > 3) Store(re3, im3, y, 3);
        if (TTiles.Value > 4) Store(re4, im4, y, 4);
        if (TTiles.Value > 5) Store(re5, im5, y, 5);
        if (TTiles.Value > 6) Store(re6, im6, y, 6);
        if (TTiles.Value > 7) Store(re7, im7, y, 7);
        if (TTiles.Value > 8) Store(re8, im8, y, 8);
        if (TTiles.Value > 9) Store(re9, im9, y, 9);
        if (TTiles.Value > 10) Store(re10, im10, y, 10);
        if (TTiles.Value > 11) Store(re11, im11, y, 11);
        if (TTiles.Value > 12) Store(re12, im12, y, 12);
        if (TTiles.Value > 13) Store(re13, im13, y, 13);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(float* value, int tile, TLanes re, TLanes im, ref TLanes reSum, ref TLanes imSum)
        where TLanes : struct, IFusedLanes<TLanes>
    {
        value += tile * 2 * TLanes.Count;
        TLanes valueRe = TLanes.Fill(value[0]), valueIm = TLanes.Fill(value[TLanes.Count]);
        reSum = TLanes.MultiplyAdd(valueRe, re, reSum);
        imSum = TLanes.MultiplyAdd(valueRe, im, imSum);
        reSum = TLanes.MultiplySubtract(valueIm, im, reSum);
        imSum = TLanes.MultiplyAdd(valueIm, re, imSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes re, TLanes im, float* y, int tile) where TLanes : struct, IFusedLanes<TLanes>
    {
        re.Store(y + tile * 2 * TLanes.Count);
        im.Store(y + (tile * 2 + 1) * TLanes.Count);
    }
}
