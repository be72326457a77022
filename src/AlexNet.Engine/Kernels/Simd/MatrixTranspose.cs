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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* source, nint sourceStride, float* target, nint targetStride)
    {
        var row0 = Vector128.Load(source);
        var row1 = Vector128.Load(source + sourceStride);
        var row2 = Vector128.Load(source + 2 * sourceStride);
        var row3 = Vector128.Load(source + 3 * sourceStride);
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
