using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>
/// The most fused multiply-adds a core does: 12 chains that do not wait for each other, in registers, touching no memory.
/// (Two ports with a latency of 4 or 5 cycles need 8 to 10 chains.)
/// </summary>
internal static class FmaLoop
{
    private const int Chains = 12;

    private static float _sink;

    /// <summary>Whether 512-bit vectors are what is measured; else 256, else 128 bits.</summary>
    public static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Floating-point operations of one round.</summary>
    public static double Flops => 2.0 * Chains * VectorBits / 32;

    /// <summary>Runs on the calling thread.</summary>
    public static void Run(long rounds) => _sink = VectorBits switch
    {
        512 => Run<FusedLanes512>(rounds),
        256 => Run<FusedLanes256>(rounds),
        _ => Run<FusedLanes128>(rounds),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe float Run<TLanes>(long rounds) where TLanes : struct, IFusedLanes<TLanes>
    {
        // Every chain goes to 1 / (1 - 0.5) = 2, so that no value grows or becomes denormal.
        TLanes one = TLanes.Fill(1), half = TLanes.Fill(0.5f);
        TLanes c0 = TLanes.Fill(0), c1 = TLanes.Fill(1), c2 = TLanes.Fill(2), c3 = TLanes.Fill(3);
        TLanes c4 = TLanes.Fill(4), c5 = TLanes.Fill(5), c6 = TLanes.Fill(6), c7 = TLanes.Fill(7);
        TLanes c8 = TLanes.Fill(8), c9 = TLanes.Fill(9), c10 = TLanes.Fill(10), c11 = TLanes.Fill(11);
        for (; rounds > 0; rounds--)
        {
            c0 = TLanes.MultiplyAdd(c0, half, one);
            c1 = TLanes.MultiplyAdd(c1, half, one);
            c2 = TLanes.MultiplyAdd(c2, half, one);
            c3 = TLanes.MultiplyAdd(c3, half, one);
            c4 = TLanes.MultiplyAdd(c4, half, one);
            c5 = TLanes.MultiplyAdd(c5, half, one);
            c6 = TLanes.MultiplyAdd(c6, half, one);
            c7 = TLanes.MultiplyAdd(c7, half, one);
            c8 = TLanes.MultiplyAdd(c8, half, one);
            c9 = TLanes.MultiplyAdd(c9, half, one);
            c10 = TLanes.MultiplyAdd(c10, half, one);
            c11 = TLanes.MultiplyAdd(c11, half, one);
        }
        var sums = stackalloc float[Vector512<float>.Count];
        (c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11).Store(sums);
        return sums[0];
    }
}
