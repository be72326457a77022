using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Optimizers;

/// <summary>average += share (w - average): an exponential average of what the weights were.</summary>
internal static unsafe class AverageKernel
{
    /// <summary>Updates some averages.</summary>
    public static void Run(float* average, float* w, int count, float share)
    {
        var done = VectorLanes.IsSupported ? Walk<VectorLanes>(average, w, 0, count, share) : 0;
        Walk<ScalarLane>(average, w, done, count, share);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Walk<TLanes>(float* average, float* w, int i, int count, float share) where TLanes : struct, ILanes<TLanes>
    {
        var part = TLanes.Fill(share);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var old = TLanes.Load(average + i);
            (old + part * (TLanes.Load(w + i) - old)).Store(average + i);
        }
        return i;
    }
}
