using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>
/// Transposes a small matrix: target[j][i] = source[i][j], rows <c>sourceStride</c> and <c>targetStride</c> floats apart.
/// Blocks of 4x4 in 128-bit registers (4 loads, 8 interleavings, 4 stores), single floats at the right and lower edge.
/// Reads rows x columns floats and writes columns x rows, none beside them.
/// </summary>
internal static unsafe class MatrixTranspose
{
    /// <summary>Whether two registers can be interleaved in one instruction.</summary>
    private static bool HasBlocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Sse.IsSupported || AdvSimd.Arm64.IsSupported;
    }

    public static void Run(float* source, nint sourceStride, int rows, int columns, float* target, nint targetStride)
    {
        int row = 0, blockColumns = HasBlocks ? columns & ~3 : 0;
        for (; HasBlocks && row + 4 <= rows; row += 4)
            for (var column = 0; column < blockColumns; column += 4)
                Block(source + row * sourceStride + column, sourceStride, target + column * targetStride + row, targetStride);
        for (var i = 0; i < rows; i++)
            for (var j = i < row ? blockColumns : 0; j < columns; j++)
                target[j * targetStride + i] = source[i * sourceStride + j];
    }

    /// <summary>target[j][i] = row i at j, for four rows wherever they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FourRows(float* row0, float* row1, float* row2, float* row3, int columns, float* target, nint targetStride)
    {
        var column = 0;
        if (HasBlocks && columns >= 4)
        {
            for (; column + 4 <= columns; column += 4)
                Block(row0 + column, row1 + column, row2 + column, row3 + column, target + column * targetStride, targetStride);
            // The last block once more, as far as it is needed: cheaper than float by float.
            if (column < columns)
            {
                column = columns - 4;
                Block(row0 + column, row1 + column, row2 + column, row3 + column, target + column * targetStride, targetStride);
            }
            return;
        }
        for (; column < columns; column++)
        {
            var place = target + column * targetStride;
            (place[0], place[1], place[2], place[3]) = (row0[column], row1[column], row2[column], row3[column]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* source, nint sourceStride, float* target, nint targetStride) =>
        Block(source, source + sourceStride, source + 2 * sourceStride, source + 3 * sourceStride, target, targetStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* source0, float* source1, float* source2, float* source3, float* target, nint targetStride)
    {
        var row0 = Vector128.Load(source0);
        var row1 = Vector128.Load(source1);
        var row2 = Vector128.Load(source2);
        var row3 = Vector128.Load(source3);
        Vector128<float> low02 = InterleaveLow(row0, row2), high02 = InterleaveHigh(row0, row2);
        Vector128<float> low13 = InterleaveLow(row1, row3), high13 = InterleaveHigh(row1, row3);
        InterleaveLow(low02, low13).Store(target);
        InterleaveHigh(low02, low13).Store(target + targetStride);
        InterleaveLow(high02, high13).Store(target + 2 * targetStride);
        InterleaveHigh(high02, high13).Store(target + 3 * targetStride);
    }

    /// <summary>left[0], right[0], left[1], right[1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    /// <summary>left[2], right[2], left[3], right[3].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> InterleaveHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
