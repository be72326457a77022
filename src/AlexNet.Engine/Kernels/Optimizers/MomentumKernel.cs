using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Optimizers;

/// <summary>The paper's update (section 5): v := momentum v - decay rate w - rate gradient; w := w + v. One pass: each float is read and written once.</summary>
internal static unsafe class MomentumKernel
{
    /// <summary>Updates some weights. Never fused, so that the bits do not depend on how weights are shared out.</summary>
    /// <param name="w">Weights.</param>
    /// <param name="v">Their velocities.</param>
    /// <param name="gradient">Their gradients.</param>
    /// <param name="count">How many.</param>
    /// <param name="momentum">Share of the velocity that stays.</param>
    /// <param name="decay">Decay times rate.</param>
    /// <param name="rate">The learning rate.</param>
    public static void Run(float* w, float* v, float* gradient, int count, float momentum, float decay, float rate)
    {
        var done = VectorLanes.IsSupported ? Walk<VectorLanes>(w, v, gradient, 0, count, momentum, decay, rate) : 0;
        Walk<ScalarLane>(w, v, gradient, done, count, momentum, decay, rate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Walk<TLanes>(float* w, float* v, float* gradient, int i, int count, float momentum, float decay, float rate)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes keep = TLanes.Fill(momentum), shrink = TLanes.Fill(decay), step = TLanes.Fill(rate);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var weight = TLanes.Load(w + i);
            var velocity = keep * TLanes.Load(v + i) - shrink * weight - step * TLanes.Load(gradient + i);
            velocity.Store(v + i);
            (weight + velocity).Store(w + i);
        }
        return i;
    }
}
