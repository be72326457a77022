using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>
/// 16x16 in 512-bit registers: 16 accumulators, 1 of b, broadcasts of a from memory; for products that are few columns wide, such as Winograd's.
/// A load for each multiply-add: enough for a CPU that loads twice a cycle and multiplies once, as Zen 4 does.
/// </summary>
internal sealed unsafe class Avx512Gemm16x16 : GemmTile
{
    public override int Rows => 16;

    public override int Columns => 16;

    public override bool IsSupported => Vector512.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu)
    {
        Vector512<float> s0 = Start(c, 0, stride, bias), s1 = Start(c, 1, stride, bias), s2 = Start(c, 2, stride, bias), s3 = Start(c, 3, stride, bias);
        Vector512<float> s4 = Start(c, 4, stride, bias), s5 = Start(c, 5, stride, bias), s6 = Start(c, 6, stride, bias), s7 = Start(c, 7, stride, bias);
        Vector512<float> s8 = Start(c, 8, stride, bias), s9 = Start(c, 9, stride, bias), s10 = Start(c, 10, stride, bias), s11 = Start(c, 11, stride, bias);
        Vector512<float> s12 = Start(c, 12, stride, bias), s13 = Start(c, 13, stride, bias), s14 = Start(c, 14, stride, bias), s15 = Start(c, 15, stride, bias);
        for (var end = a + (nint)depth * 16; a < end; a += 16, b += 16)
        {
            var row = Vector512.Load(b);
            s0 = Vector512.FusedMultiplyAdd(Vector512.Create(a[0]), row, s0);
            s1 = Vector512.FusedMultiplyAdd(Vector512.Create(a[1]), row, s1);
            s2 = Vector512.FusedMultiplyAdd(Vector512.Create(a[2]), row, s2);
            s3 = Vector512.FusedMultiplyAdd(Vector512.Create(a[3]), row, s3);
            s4 = Vector512.FusedMultiplyAdd(Vector512.Create(a[4]), row, s4);
            s5 = Vector512.FusedMultiplyAdd(Vector512.Create(a[5]), row, s5);
            s6 = Vector512.FusedMultiplyAdd(Vector512.Create(a[6]), row, s6);
            s7 = Vector512.FusedMultiplyAdd(Vector512.Create(a[7]), row, s7);
            s8 = Vector512.FusedMultiplyAdd(Vector512.Create(a[8]), row, s8);
            s9 = Vector512.FusedMultiplyAdd(Vector512.Create(a[9]), row, s9);
            s10 = Vector512.FusedMultiplyAdd(Vector512.Create(a[10]), row, s10);
            s11 = Vector512.FusedMultiplyAdd(Vector512.Create(a[11]), row, s11);
            s12 = Vector512.FusedMultiplyAdd(Vector512.Create(a[12]), row, s12);
            s13 = Vector512.FusedMultiplyAdd(Vector512.Create(a[13]), row, s13);
            s14 = Vector512.FusedMultiplyAdd(Vector512.Create(a[14]), row, s14);
            s15 = Vector512.FusedMultiplyAdd(Vector512.Create(a[15]), row, s15);
        }
        Store(s0, c, 0, stride, relu);
        Store(s1, c, 1, stride, relu);
        Store(s2, c, 2, stride, relu);
        Store(s3, c, 3, stride, relu);
        Store(s4, c, 4, stride, relu);
        Store(s5, c, 5, stride, relu);
        Store(s6, c, 6, stride, relu);
        Store(s7, c, 7, stride, relu);
        Store(s8, c, 8, stride, relu);
        Store(s9, c, 9, stride, relu);
        Store(s10, c, 10, stride, relu);
        Store(s11, c, 11, stride, relu);
        Store(s12, c, 12, stride, relu);
        Store(s13, c, 13, stride, relu);
        Store(s14, c, 14, stride, relu);
        Store(s15, c, 15, stride, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Start(float* c, int row, nint stride, float* bias) =>
        bias is null ? Vector512.Load(c + row * stride) : Vector512.Create(bias[row]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> sums, float* c, int row, nint stride, bool relu) =>
        (relu ? Vector512.Max(sums, Vector512<float>.Zero) : sums).Store(c + row * stride);
}
