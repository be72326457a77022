using System.Numerics;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>Sums of two arrays.</summary>
internal static unsafe class Addition
{
    /// <summary>target[i] += other[i].</summary>
    public static void Run(float* target, float* other, long count)
    {
        var i = 0L;
        for (; Vector.IsHardwareAccelerated && i <= count - Vector<float>.Count; i += Vector<float>.Count)
            Vector.Store(Vector.Load(target + i) + Vector.Load(other + i), target + i);
        for (; i < count; i++) target[i] += other[i];
    }
}
