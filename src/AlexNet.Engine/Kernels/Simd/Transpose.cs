using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>Rows to columns of four by four floats, in registers.</summary>
internal static class Transpose
{
    /// <summary>Whether the CPU can interleave two registers; elsewhere element by element is as fast.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Sse.IsSupported || AdvSimd.Arm64.IsSupported;
    }

    /// <summary>Afterwards <paramref name="a"/> holds the first elements of all four, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(ref Vector128<float> a, ref Vector128<float> b, ref Vector128<float> c, ref Vector128<float> d)
    {
        // a0 c0 a1 c1 | a2 c2 a3 c3, and the same of b and d: interleaved once more, a0 b0 c0 d0 and so on.
        var (acLow, acHigh) = Interleave(a, c);
        var (bdLow, bdHigh) = Interleave(b, d);
        (a, b) = Interleave(acLow, bdLow);
        (c, d) = Interleave(acHigh, bdHigh);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleave(Vector128<float> x, Vector128<float> y) => Sse.IsSupported
        ? (Sse.UnpackLow(x, y), Sse.UnpackHigh(x, y))
        : (AdvSimd.Arm64.ZipLow(x, y), AdvSimd.Arm64.ZipHigh(x, y));
}
