using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Optimizers;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019, algorithm 2), in PyTorch's order: w := w (1 - decay); m := b1 m + (1 - b1) g; v := b2 v + (1 - b2) g^2;
/// w := w - rate (m / c1) / (sqrt(v / c2) + epsilon), where c1 and c2 are 1 - b1^t and 1 - b2^t.
/// </summary>
internal static unsafe class AdamWKernel
{
    /// <summary>What is the same for all weights of a parameter in one step.</summary>
    /// <param name="First">b1.</param>
    /// <param name="Second">b2.</param>
    /// <param name="Rate">rate / c1.</param>
    /// <param name="RootCorrection">1 / sqrt(c2).</param>
    /// <param name="Epsilon">epsilon.</param>
    /// <param name="Decay">Decay times rate.</param>
    public readonly record struct Factors(float First, float Second, float Rate, float RootCorrection, float Epsilon, float Decay);

    /// <summary>Updates some weights. Never fused, so that the bits do not depend on how weights are shared out.</summary>
    public static void Run(float* w, float* m, float* v, float* gradient, int count, in Factors factors)
    {
        var done = VectorLanes.IsSupported ? Walk<VectorLanes>(w, m, v, gradient, 0, count, factors) : 0;
        Walk<ScalarLane>(w, m, v, gradient, done, count, factors);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Walk<TLanes>(float* w, float* m, float* v, float* gradient, int i, int count, in Factors factors)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes first = TLanes.Fill(factors.First), newFirst = TLanes.Fill(1 - factors.First), second = TLanes.Fill(factors.Second), newSecond = TLanes.Fill(1 - factors.Second);
        TLanes rate = TLanes.Fill(factors.Rate), correction = TLanes.Fill(factors.RootCorrection), epsilon = TLanes.Fill(factors.Epsilon), keep = TLanes.Fill(1 - factors.Decay);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var g = TLanes.Load(gradient + i);
            var mean = first * TLanes.Load(m + i) + newFirst * g;
            var square = second * TLanes.Load(v + i) + newSecond * (g * g);
            mean.Store(m + i);
            square.Store(v + i);
            (keep * TLanes.Load(w + i) - rate * mean / (TLanes.Sqrt(square) * correction + epsilon)).Store(w + i);
        }
        return i;
    }
}
