using System.Numerics;
using System.Runtime.InteropServices;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>Sums over long vectors.</summary>
internal static class Vectors
{
    // So many products are summed in single precision before they go to the sum in double.
    private const int Block = 1024;

    /// <summary>The inner product.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var first = 0; first < a.Length; first += Block)
        {
            var length = Math.Min(Block, a.Length - first);
            ReadOnlySpan<float> x = a.Slice(first, length), y = b.Slice(first, length);
            ReadOnlySpan<Vector<float>> xs = MemoryMarshal.Cast<float, Vector<float>>(x), ys = MemoryMarshal.Cast<float, Vector<float>>(y);
            var lanes = Vector<float>.Zero;
            for (var i = 0; i < xs.Length; i++) lanes += xs[i] * ys[i];
            sum += Vector.Sum(lanes);
            for (var i = xs.Length * Vector<float>.Count; i < length; i++) sum += (double)x[i] * y[i];
        }
        return sum;
    }

    /// <summary>y += factor * x.</summary>
    public static void Add(float factor, ReadOnlySpan<float> x, Span<float> y)
    {
        var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        var ys = MemoryMarshal.Cast<float, Vector<float>>(y);
        for (var i = 0; i < xs.Length; i++) ys[i] += factor * xs[i];
        for (var i = xs.Length * Vector<float>.Count; i < x.Length; i++) y[i] += factor * x[i];
    }

    /// <summary>x *= factor.</summary>
    public static void Scale(float factor, Span<float> x)
    {
        var xs = MemoryMarshal.Cast<float, Vector<float>>(x);
        for (var i = 0; i < xs.Length; i++) xs[i] *= factor;
        for (var i = xs.Length * Vector<float>.Count; i < x.Length; i++) x[i] *= factor;
    }
}
