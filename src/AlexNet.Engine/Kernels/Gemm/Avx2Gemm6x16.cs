using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>
/// 6x16 in 256-bit registers: 12 accumulators, 2 of b, 1 broadcast of a, of 16 registers.
/// 12 fused multiply-adds for 8 loads of 88 bytes keep two multiply ports busy for 6 cycles, in which L2 can deliver 192 bytes: neither panel has to be in L1.
/// </summary>
internal sealed unsafe class Avx2Gemm6x16 : GemmTile
{
    public override int Rows => 6;

    public override int Columns => 16;

    public override bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu)
    {
        float* r1 = c + stride, r2 = r1 + stride, r3 = r2 + stride, r4 = r3 + stride, r5 = r4 + stride;
        // c is touched at the end only: its lines have the whole loop to come from wherever they are.
        Sse.Prefetch0(c);
        Sse.Prefetch0(r1);
        Sse.Prefetch0(r2);
        Sse.Prefetch0(r3);
        Sse.Prefetch0(r4);
        Sse.Prefetch0(r5);
        Vector256<float> c00 = Vector256<float>.Zero, c01 = Vector256<float>.Zero;
        Vector256<float> c10 = Vector256<float>.Zero, c11 = Vector256<float>.Zero;
        Vector256<float> c20 = Vector256<float>.Zero, c21 = Vector256<float>.Zero;
        Vector256<float> c30 = Vector256<float>.Zero, c31 = Vector256<float>.Zero;
        Vector256<float> c40 = Vector256<float>.Zero, c41 = Vector256<float>.Zero;
        Vector256<float> c50 = Vector256<float>.Zero, c51 = Vector256<float>.Zero;

        for (var end = a + (nint)depth * 6; a < end; a += 6, b += 16)
        {
            // Sixteen steps ahead: a comes from L2 or L3, and the hardware's prefetcher is slow to see each new panel.
            Sse.Prefetch0(a + 96);
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var value = Vector256.Create(a[0]);
            c00 = Fma.MultiplyAdd(value, b0, c00);
            c01 = Fma.MultiplyAdd(value, b1, c01);
            value = Vector256.Create(a[1]);
            c10 = Fma.MultiplyAdd(value, b0, c10);
            c11 = Fma.MultiplyAdd(value, b1, c11);
            value = Vector256.Create(a[2]);
            c20 = Fma.MultiplyAdd(value, b0, c20);
            c21 = Fma.MultiplyAdd(value, b1, c21);
            value = Vector256.Create(a[3]);
            c30 = Fma.MultiplyAdd(value, b0, c30);
            c31 = Fma.MultiplyAdd(value, b1, c31);
            value = Vector256.Create(a[4]);
            c40 = Fma.MultiplyAdd(value, b0, c40);
            c41 = Fma.MultiplyAdd(value, b1, c41);
            value = Vector256.Create(a[5]);
            c50 = Fma.MultiplyAdd(value, b0, c50);
            c51 = Fma.MultiplyAdd(value, b1, c51);
        }

        if (bias is null)
        {
            c00 += Vector256.Load(c);
            c01 += Vector256.Load(c + 8);
            c10 += Vector256.Load(r1);
            c11 += Vector256.Load(r1 + 8);
            c20 += Vector256.Load(r2);
            c21 += Vector256.Load(r2 + 8);
            c30 += Vector256.Load(r3);
            c31 += Vector256.Load(r3 + 8);
            c40 += Vector256.Load(r4);
            c41 += Vector256.Load(r4 + 8);
            c50 += Vector256.Load(r5);
            c51 += Vector256.Load(r5 + 8);
        }
        else
        {
            var start = Vector256.Create(bias[0]);
            c00 += start;
            c01 += start;
            start = Vector256.Create(bias[1]);
            c10 += start;
            c11 += start;
            start = Vector256.Create(bias[2]);
            c20 += start;
            c21 += start;
            start = Vector256.Create(bias[3]);
            c30 += start;
            c31 += start;
            start = Vector256.Create(bias[4]);
            c40 += start;
            c41 += start;
            start = Vector256.Create(bias[5]);
            c50 += start;
            c51 += start;
        }

        if (relu)
        {
            // vmaxps gives its second operand when one is NaN, so a NaN goes through.
            var zero = Vector256<float>.Zero;
            c00 = Avx.Max(zero, c00);
            c01 = Avx.Max(zero, c01);
            c10 = Avx.Max(zero, c10);
            c11 = Avx.Max(zero, c11);
            c20 = Avx.Max(zero, c20);
            c21 = Avx.Max(zero, c21);
            c30 = Avx.Max(zero, c30);
            c31 = Avx.Max(zero, c31);
            c40 = Avx.Max(zero, c40);
            c41 = Avx.Max(zero, c41);
            c50 = Avx.Max(zero, c50);
            c51 = Avx.Max(zero, c51);
        }

        c00.Store(c);
        c01.Store(c + 8);
        c10.Store(r1);
        c11.Store(r1 + 8);
        c20.Store(r2);
        c21.Store(r2 + 8);
        c30.Store(r3);
        c31.Store(r3 + 8);
        c40.Store(r4);
        c41.Store(r4 + 8);
        c50.Store(r5);
        c51.Store(r5 + 8);
    }
}
