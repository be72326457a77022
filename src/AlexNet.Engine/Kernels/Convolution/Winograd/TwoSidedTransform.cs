using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// M s M^T for a small matrix M and many square s side by side, a lane each: kernels (M = G), output gradients (M = A) and, on the way back, weight gradients
/// (M = G^T). Never fused.
/// </summary>
internal static unsafe class TwoSidedTransform
{
    private const int Largest = 8;

    /// <summary>The most lanes that a call can have.</summary>
    public const int MostWidth = 32;

    /// <summary>Transforms <paramref name="width"/> squares.</summary>
    /// <param name="matrix">M, [to][from], each at most 8.</param>
    /// <param name="to">Side of the results.</param>
    /// <param name="from">Side of the sources.</param>
    /// <param name="source">[from * from][sourceStride], of which each row's first width floats count.</param>
    /// <param name="sourceStride">Floats from one element to the next; at least width, filled up to whole vectors.</param>
    /// <param name="width">Number of squares, at most <see cref="MostWidth"/>.</param>
    /// <param name="target">Element e of all squares goes to target + e * targetStride.</param>
    /// <param name="targetStride">Floats from one element to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Run(float* matrix, int to, int from, float* source, nint sourceStride, int width, float* target, nint targetStride)
    {
        var half = stackalloc float[Largest * Largest * MostWidth];
        var result = stackalloc float[MostWidth];
        // Rows first, M s: half is [to][from]; then columns, (M s) M^T.
        for (var i = 0; i < to; i++)
            for (var k = 0; k < from; k++) Combine(matrix + i * from, source + k * sourceStride, from * sourceStride, from, width, half + (i * from + k) * MostWidth);
        for (var i = 0; i < to; i++)
            for (var j = 0; j < to; j++, target += targetStride)
            {
                var whole = width % Vector<float>.Count == 0;
                Combine(matrix + j * from, half + i * from * MostWidth, MostWidth, from, width, whole ? target : result);
                if (!whole) new ReadOnlySpan<float>(result, width).CopyTo(new Span<float>(target, width));
            }
    }

    /// <summary>result = sum over k of matrix[k] times the k-th row from source on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(float* matrix, float* source, nint stride, int terms, int width, float* result)
    {
        for (var lane = 0; lane < width; lane += Vector<float>.Count)
        {
            var sum = new Vector<float>(matrix[0]) * Vector.Load(source + lane);
            for (var k = 1; k < terms; k++) sum += new Vector<float>(matrix[k]) * Vector.Load(source + k * stride + lane);
            Vector.Store(sum, result + lane);
        }
    }
}
