using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>
/// Moves the frequencies between a transformed tile and the buffers of the product, where each frequency is far from the next.
/// A tile of 16x16 real values has 130 different frequencies: 4 are real, the other 252 values are 126 complex ones.
/// In a buffer a frequency is [re, im][lane], side by side; the 4 real ones are written with an imaginary part of 0.
/// </summary>
internal static unsafe class Spectrum
{
    /// <summary>Different frequencies.</summary>
    public const int Count = 130;

    private const int Size = RealTransform16x16.Size;
    private const int Half = Size / 2;

    /// <summary>Tile to buffer, frequencies <paramref name="stride"/> floats apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Store<TLanes>(float* tile, float* target, nint stride) where TLanes : struct, IFusedLanes<TLanes>
    {
        nint column = TLanes.Count, row = Size * column;
        for (var k = 0; k <= Half; k += Half)
        {
            var re = tile + k * column;
            target = StoreOne(TLanes.Load(re), TLanes.Fill(0), target, stride);
            target = StoreOne(TLanes.Load(re + Half * row), TLanes.Fill(0), target, stride);
            for (var y = 1; y < Half; y++) target = StoreOne(TLanes.Load(re + y * row), TLanes.Load(re + (Size - y) * row), target, stride);
        }
        for (var k = 1; k < Half; k++)
        {
            float* re = tile + k * column, im = tile + (Size - k) * column;
            for (var y = 0; y < Size; y++) target = StoreOne(TLanes.Load(re + y * row), TLanes.Load(im + y * row), target, stride);
        }
    }

    /// <summary>Buffer to tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Load<TLanes>(float* source, nint stride, float* tile) where TLanes : struct, IFusedLanes<TLanes>
    {
        nint column = TLanes.Count, row = Size * column;
        for (var k = 0; k <= Half; k += Half)
        {
            var re = tile + k * column;
            TLanes.Load(source).Store(re);
            TLanes.Load(source + stride).Store(re + Half * row);
            source += 2 * stride;
            for (var y = 1; y < Half; y++) source = LoadOne<TLanes>(source, stride, re + y * row, re + (Size - y) * row);
        }
        for (var k = 1; k < Half; k++)
        {
            float* re = tile + k * column, im = tile + (Size - k) * column;
            for (var y = 0; y < Size; y++) source = LoadOne<TLanes>(source, stride, re + y * row, im + y * row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* StoreOne<TLanes>(TLanes re, TLanes im, float* target, nint stride) where TLanes : struct, IFusedLanes<TLanes>
    {
        re.Store(target);
        im.Store(target + TLanes.Count);
        return target + stride;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float* LoadOne<TLanes>(float* source, nint stride, float* re, float* im) where TLanes : struct, IFusedLanes<TLanes>
    {
        TLanes.Load(source).Store(re);
        TLanes.Load(source + TLanes.Count).Store(im);
        return source + stride;
    }
}
