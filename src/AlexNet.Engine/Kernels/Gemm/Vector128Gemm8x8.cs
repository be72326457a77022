using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>
/// 8x8 in 128-bit registers, for Arm's NEON: 16 accumulators, 2 of b, 1 broadcast of a, of 32 registers; 16 fused multiply-adds for 10 loads.
/// On an x86 CPU without AVX2 the same code runs on SSE, with some accumulators in the cache.
/// </summary>
internal sealed unsafe class Vector128Gemm8x8 : GemmTile
{
    public override int Rows => 8;

    public override int Columns => 8;

    public override bool IsSupported => Vector128.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu)
    {
        var s0 = Row.Start(c, 0, stride, bias);
        var s1 = Row.Start(c, 1, stride, bias);
        var s2 = Row.Start(c, 2, stride, bias);
        var s3 = Row.Start(c, 3, stride, bias);
        var s4 = Row.Start(c, 4, stride, bias);
        var s5 = Row.Start(c, 5, stride, bias);
        var s6 = Row.Start(c, 6, stride, bias);
        var s7 = Row.Start(c, 7, stride, bias);

        for (var end = a + (nint)depth * 8; a < end; a += 8, b += 8)
        {
            var b0 = Vector128.Load(b);
            var b1 = Vector128.Load(b + 4);
            s0.Add(a[0], b0, b1);
            s1.Add(a[1], b0, b1);
            s2.Add(a[2], b0, b1);
            s3.Add(a[3], b0, b1);
            s4.Add(a[4], b0, b1);
            s5.Add(a[5], b0, b1);
            s6.Add(a[6], b0, b1);
            s7.Add(a[7], b0, b1);
        }

        s0.Store(c, 0, stride, relu);
        s1.Store(c, 1, stride, relu);
        s2.Store(c, 2, stride, relu);
        s3.Store(c, 3, stride, relu);
        s4.Store(c, 4, stride, relu);
        s5.Store(c, 5, stride, relu);
        s6.Store(c, 6, stride, relu);
        s7.Store(c, 7, stride, relu);
    }

    /// <summary>One row of the tile: 8 sums.</summary>
    private struct Row
    {
        private Vector128<float> _left, _right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row Start(float* c, int row, nint stride, float* bias)
        {
            Row sums;
            if (bias is not null)
            {
                sums._left = sums._right = Vector128.Create(bias[row]);
                return sums;
            }
            sums._left = Vector128.Load(c + row * stride);
            sums._right = Vector128.Load(c + row * stride + 4);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(float value, Vector128<float> b0, Vector128<float> b1)
        {
            // Fused where the CPU does it in one instruction; SSE alone multiplies, then adds.
            var factor = Vector128.Create(value);
            _left = Vector128.MultiplyAddEstimate(factor, b0, _left);
            _right = Vector128.MultiplyAddEstimate(factor, b1, _right);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* c, int row, nint stride, bool relu)
        {
            var zero = Vector128<float>.Zero;
            (relu ? Vector128.Max(_left, zero) : _left).Store(c + row * stride);
            (relu ? Vector128.Max(_right, zero) : _right).Store(c + row * stride + 4);
        }
    }
}
