using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>4x4 in plain floats: 16 sums, for a CPU or a runtime without vectors.</summary>
internal sealed unsafe class PortableGemm4x4 : GemmTile
{
    public override int Rows => 4;

    public override int Columns => 4;

    public override bool IsSupported => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu)
    {
        for (var row = 0; row < 4; row++)
        {
            var sums = c + row * stride;
            float s0, s1, s2, s3;
            if (bias is null) (s0, s1, s2, s3) = (sums[0], sums[1], sums[2], sums[3]);
            else s0 = s1 = s2 = s3 = bias[row];
            for (var k = 0; k < depth; k++)
            {
                var factor = a[k * 4 + row];
                var values = b + k * 4;
                s0 += factor * values[0];
                s1 += factor * values[1];
                s2 += factor * values[2];
                s3 += factor * values[3];
            }
            if (relu) (s0, s1, s2, s3) = (MathF.Max(s0, 0), MathF.Max(s1, 0), MathF.Max(s2, 0), MathF.Max(s3, 0));
            (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
        }
    }
}
