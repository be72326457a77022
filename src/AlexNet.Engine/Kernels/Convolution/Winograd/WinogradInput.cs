using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// B^T d B of many tiles at once: each lane is a tile of its own. d is [n * n][width], element by element a row of tiles;
/// the result's element e of all tiles goes to target + e * stride. Nothing is fused or reordered, so the bits of a tile depend on the tile alone.
/// </summary>
internal static unsafe class WinogradInput
{
    /// <summary>Transforms <paramref name="width"/> tiles of one channel.</summary>
    /// <param name="inputs">n: 4, 6 or 8.</param>
    /// <param name="tiles">[n * n][width]; is overwritten.</param>
    /// <param name="width">Number of tiles.</param>
    /// <param name="target">Where element 0 goes.</param>
    /// <param name="stride">Floats from one element to the next.</param>
    public static void Run(int inputs, float* tiles, int width, float* target, nint stride)
    {
        var lane = 0;
        if (VectorLanes.IsSupported)
            for (; lane <= width - VectorLanes.Count; lane += VectorLanes.Count) Tiles<VectorLanes>(inputs, tiles + lane, width, target + lane, stride);
        for (; lane < width; lane++) Tiles<ScalarLane>(inputs, tiles + lane, width, target + lane, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<TLanes>(int inputs, float* tiles, nint width, float* target, nint stride) where TLanes : struct, ILanes<TLanes>
    {
        switch (inputs)
        {
            case 4:
                for (var j = 0; j < 4; j++) Four<TLanes>(tiles + j * width, 4 * width, tiles + j * width, 4 * width);
                for (var i = 0; i < 4; i++) Four<TLanes>(tiles + i * 4 * width, width, target + i * 4 * stride, stride);
                break;
            case 6:
                for (var j = 0; j < 6; j++) Six<TLanes>(tiles + j * width, 6 * width, tiles + j * width, 6 * width);
                for (var i = 0; i < 6; i++) Six<TLanes>(tiles + i * 6 * width, width, target + i * 6 * stride, stride);
                break;
            case 8:
                for (var j = 0; j < 8; j++) Eight<TLanes>(tiles + j * width, 8 * width, tiles + j * width, 8 * width);
                for (var i = 0; i < 8; i++) Eight<TLanes>(tiles + i * 8 * width, width, target + i * 8 * stride, stride);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(inputs));
        }
    }

    /// <summary>Points 0, 1, -1 and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four<TLanes>(float* d, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        TLanes d0 = TLanes.Load(d), d1 = TLanes.Load(d + stride), d2 = TLanes.Load(d + 2 * stride), d3 = TLanes.Load(d + 3 * stride);
        // The product over all finite points but 0 is x^2 - 1, so that row 0 is d2 - d0.
        (d2 - d0).Store(t);
        (d2 + d1).Store(t + targetStride);
        (d2 - d1).Store(t + 2 * targetStride);
        (d3 - d1).Store(t + 3 * targetStride);
    }

    /// <summary>Points 0, 1, -1, 2, -2 and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Six<TLanes>(float* d, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        const float p = WinogradPoints.FirstSquare, q = WinogradPoints.SecondSquare;
        TLanes d0 = TLanes.Load(d), d1 = TLanes.Load(d + stride), d2 = TLanes.Load(d + 2 * stride);
        TLanes d3 = TLanes.Load(d + 3 * stride), d4 = TLanes.Load(d + 4 * stride), d5 = TLanes.Load(d + 5 * stride);
        TLanes first = TLanes.Fill(p), second = TLanes.Fill(q), sum = TLanes.Fill(p + q), product = TLanes.Fill(p * q);
        (d4 - sum * d2 + product * d0).Store(t);
        Pair(d4 - second * d2, TLanes.Fill(WinogradPoints.First) * (d3 - second * d1), t + targetStride, targetStride);
        Pair(d4 - first * d2, TLanes.Fill(WinogradPoints.Second) * (d3 - first * d1), t + 3 * targetStride, targetStride);
        (d5 - sum * d3 + product * d1).Store(t + 5 * targetStride);
    }

    /// <summary>Points 0, 1, -1, 2, -2, 1/2, -1/2 and infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight<TLanes>(float* d, nint stride, float* t, nint targetStride) where TLanes : struct, ILanes<TLanes>
    {
        const float p = WinogradPoints.FirstSquare, q = WinogradPoints.SecondSquare, s = WinogradPoints.ThirdSquare;
        TLanes d0 = TLanes.Load(d), d1 = TLanes.Load(d + stride), d2 = TLanes.Load(d + 2 * stride), d3 = TLanes.Load(d + 3 * stride);
        TLanes d4 = TLanes.Load(d + 4 * stride), d5 = TLanes.Load(d + 5 * stride), d6 = TLanes.Load(d + 6 * stride), d7 = TLanes.Load(d + 7 * stride);
        TLanes one = TLanes.Fill(p + q + s), two = TLanes.Fill(p * q + p * s + q * s), three = TLanes.Fill(p * q * s);
        (d6 - one * d4 + two * d2 - three * d0).Store(t);
        TLanes sum = TLanes.Fill(q + s), product = TLanes.Fill(q * s);
        Pair(d6 - sum * d4 + product * d2, TLanes.Fill(WinogradPoints.First) * (d5 - sum * d3 + product * d1), t + targetStride, targetStride);
        (sum, product) = (TLanes.Fill(p + s), TLanes.Fill(p * s));
        Pair(d6 - sum * d4 + product * d2, TLanes.Fill(WinogradPoints.Second) * (d5 - sum * d3 + product * d1), t + 3 * targetStride, targetStride);
        (sum, product) = (TLanes.Fill(p + q), TLanes.Fill(p * q));
        Pair(d6 - sum * d4 + product * d2, TLanes.Fill(WinogradPoints.Third) * (d5 - sum * d3 + product * d1), t + 5 * targetStride, targetStride);
        (d7 - one * d5 + two * d3 - three * d1).Store(t + 7 * targetStride);
    }

    /// <summary>A point and its opposite share the even and the odd half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pair<TLanes>(TLanes even, TLanes odd, float* t, nint stride) where TLanes : struct, ILanes<TLanes>
    {
        (even + odd).Store(t);
        (even - odd).Store(t + stride);
    }
}
