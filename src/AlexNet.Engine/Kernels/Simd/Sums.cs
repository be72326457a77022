using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>Sums of many floats, in double: a map's thousands of gradients, of both signs, cancel to little.</summary>
internal static unsafe class Sums
{
    /// <summary>x[0] + x[1] + ..., in an order that depends on the count and the processor's vectors only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(float* x, int count)
    {
        var i = 0;
        var sum = 0.0;
        if (Vector.IsHardwareAccelerated)
        {
            Vector<double> low = default, high = default;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load(x + i), out var first, out var second);
                low += first;
                high += second;
            }
            sum = Vector.Sum(low + high);
        }
        for (; i < count; i++) sum += x[i];
        return sum;
    }
}
