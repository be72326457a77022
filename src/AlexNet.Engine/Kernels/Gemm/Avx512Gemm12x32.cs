using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>
/// 12x32 in 512-bit registers: 24 accumulators, 2 of b, 1 broadcast of a, of 32 registers; 24 fused multiply-adds for 14 loads.
/// Written with cross-platform vectors, so that any CPU can run it (slowly) and check it.
/// </summary>
internal sealed unsafe class Avx512Gemm12x32 : GemmTile
{
    public override int Rows => 12;

    public override int Columns => 32;

    public override bool IsSupported => Vector512.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu)
    {
        // Two accumulators a row, kept in locals so that each lives in a register.
        Row s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11;
        s0 = Row.Start(c, 0, stride, bias);
        s1 = Row.Start(c, 1, stride, bias);
        s2 = Row.Start(c, 2, stride, bias);
        s3 = Row.Start(c, 3, stride, bias);
        s4 = Row.Start(c, 4, stride, bias);
        s5 = Row.Start(c, 5, stride, bias);
        s6 = Row.Start(c, 6, stride, bias);
        s7 = Row.Start(c, 7, stride, bias);
        s8 = Row.Start(c, 8, stride, bias);
        s9 = Row.Start(c, 9, stride, bias);
        s10 = Row.Start(c, 10, stride, bias);
        s11 = Row.Start(c, 11, stride, bias);

        for (var end = a + (nint)depth * 12; a < end; a += 12, b += 32)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 16);
            s0.Add(a[0], b0, b1);
            s1.Add(a[1], b0, b1);
            s2.Add(a[2], b0, b1);
            s3.Add(a[3], b0, b1);
            s4.Add(a[4], b0, b1);
            s5.Add(a[5], b0, b1);
            s6.Add(a[6], b0, b1);
            s7.Add(a[7], b0, b1);
            s8.Add(a[8], b0, b1);
            s9.Add(a[9], b0, b1);
            s10.Add(a[10], b0, b1);
            s11.Add(a[11], b0, b1);
        }

        s0.Store(c, 0, stride, relu);
        s1.Store(c, 1, stride, relu);
        s2.Store(c, 2, stride, relu);
        s3.Store(c, 3, stride, relu);
        s4.Store(c, 4, stride, relu);
        s5.Store(c, 5, stride, relu);
        s6.Store(c, 6, stride, relu);
        s7.Store(c, 7, stride, relu);
        s8.Store(c, 8, stride, relu);
        s9.Store(c, 9, stride, relu);
        s10.Store(c, 10, stride, relu);
        s11.Store(c, 11, stride, relu);
    }

    /// <summary>One row of the tile: 32 sums.</summary>
    private struct Row
    {
        private Vector512<float> _left, _right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row Start(float* c, int row, nint stride, float* bias)
        {
            Row sums;
            if (bias is not null)
            {
                sums._left = sums._right = Vector512.Create(bias[row]);
                return sums;
            }
            sums._left = Vector512.Load(c + row * stride);
            sums._right = Vector512.Load(c + row * stride + 16);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(float value, Vector512<float> b0, Vector512<float> b1)
        {
            var factor = Vector512.Create(value);
            _left = Vector512.FusedMultiplyAdd(factor, b0, _left);
            _right = Vector512.FusedMultiplyAdd(factor, b1, _right);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Store(float* c, int row, nint stride, bool relu)
        {
            var zero = Vector512<float>.Zero;
            (relu ? Vector512.Max(_left, zero) : _left).Store(c + row * stride);
            (relu ? Vector512.Max(_right, zero) : _right).Store(c + row * stride + 16);
        }
    }
}
