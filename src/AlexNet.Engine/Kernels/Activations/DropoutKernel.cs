using System.Runtime.CompilerServices;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Kernels.Activations;

/// <summary>Dropout in training, forward and backward alike: whether a value is dropped follows from its key and index, so no mask is kept.</summary>
internal static unsafe class DropoutKernel
{
    /// <summary>target[i] = 0 with probability <paramref name="rate"/>, else source[i] * factor; for value first + i of the stream of that key. May be done in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* source, float* target, int count, ulong key, ulong first, float rate, float factor)
    {
        // 2^53 is exact in double, and so is its product with a single.
        var threshold = (ulong)((double)rate * (1UL << 53));
        for (var i = 0; i < count; i++)
        {
            var dropped = CounterRandom.Bits(key, first + (ulong)i) >> 11 < threshold;
            target[i] = dropped ? 0 : source[i] * factor;
        }
    }
}
