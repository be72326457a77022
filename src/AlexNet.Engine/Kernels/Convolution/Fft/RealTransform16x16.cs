using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>
/// Discrete Fourier transform of 16x16 real values, in place: [row][column][lane], every lane a tile of its own.
/// Two real sequences travel as one complex one; what symmetry repeats is not kept, so 256 real values become 256 again:
/// rows, then columns 0 and 8, as r0 r1 .. r8 i7 .. i1 (r[k] at k, i[k] at 16 - k), and columns k and 16 - k as real and imaginary parts.
/// </summary>
internal static unsafe class RealTransform16x16
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Size = ComplexTransform16.Points;

    private const int Half = Size / 2;

    /// <summary>Values to spectrum.</summary>
    public static void Forward<TLanes>(float* tile, float* scratch) where TLanes : struct, IFusedLanes<TLanes>
    {
        nint column = TLanes.Count, row = Size * column;
        for (var y = 0; y < Size; y += 2)
        {
            float* first = tile + y * row, second = first + row;
            ComplexTransform16.Run<TLanes>(first, second, column, scratch);
            Split<TLanes>(first, second, column);
        }
        ComplexTransform16.Run<TLanes>(tile, tile + Half * column, row, scratch);
        Split<TLanes>(tile, tile + Half * column, row);
        for (var k = 1; k < Half; k++) ComplexTransform16.Run<TLanes>(tile + k * column, tile + (Size - k) * column, row, scratch);
    }

    /// <summary>Spectrum to 256 times the values, of the first <paramref name="rows"/> rows (and one more if they are odd).</summary>
    public static void Inverse<TLanes>(float* tile, int rows, float* scratch) where TLanes : struct, IFusedLanes<TLanes>
    {
        nint column = TLanes.Count, row = Size * column;
        Merge<TLanes>(tile, tile + Half * column, row);
        ComplexTransform16.Run<TLanes>(tile + Half * column, tile, row, scratch);
        for (var k = 1; k < Half; k++) ComplexTransform16.Run<TLanes>(tile + (Size - k) * column, tile + k * column, row, scratch);
        for (var y = 0; y < rows; y += 2)
        {
            float* first = tile + y * row, second = first + row;
            Merge<TLanes>(first, second, column);
            ComplexTransform16.Run<TLanes>(second, first, column, scratch);
        }
    }

    /// <summary>The transform z of a + i b becomes the transforms of a and b: a[k] = (z[k] + z*[-k]) / 2, b[k] = (z[k] - z*[-k]) / 2i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Split<TLanes>(float* a, float* b, nint stride) where TLanes : struct, IFusedLanes<TLanes>
    {
        var half = TLanes.Fill(0.5f);
        for (var k = 1; k < Half; k++)
        {
            nint near = k * stride, far = (Size - k) * stride;
            TLanes nearR = TLanes.Load(a + near), farR = TLanes.Load(a + far), nearI = TLanes.Load(b + near), farI = TLanes.Load(b + far);
            (half * (nearR + farR)).Store(a + near);
            (half * (nearI - farI)).Store(a + far);
            (half * (nearI + farI)).Store(b + near);
            (half * (farR - nearR)).Store(b + far);
        }
    }

    /// <summary>The transforms of a and b become that of a + i b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Merge<TLanes>(float* a, float* b, nint stride) where TLanes : struct, IFusedLanes<TLanes>
    {
        for (var k = 1; k < Half; k++)
        {
            nint near = k * stride, far = (Size - k) * stride;
            TLanes aR = TLanes.Load(a + near), aI = TLanes.Load(a + far), bR = TLanes.Load(b + near), bI = TLanes.Load(b + far);
            (aR - bI).Store(a + near);
            (aI + bR).Store(b + near);
            (aR + bI).Store(a + far);
            (bR - aI).Store(b + far);
        }
    }
}
