using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Kernels.Activations;

/// <summary>The nonlinearities backward, in place: all of them follow from their outputs, so that inputs need not be kept. ReLU's slope at 0 is 0, as in PyTorch.</summary>
internal static unsafe class ActivationGradients
{
    /// <summary>gradient *= slope, where the function's output was <paramref name="y"/>.</summary>
    public static void Apply(ActivationFunction function, float* y, float* gradient, int count)
    {
        switch (function)
        {
            case ActivationFunction.Identity: break;
            case ActivationFunction.Relu: Run(y, gradient, count, new ReluSlope()); break;
            case ActivationFunction.Sigmoid: Run(y, gradient, count, new SigmoidSlope()); break;
            case ActivationFunction.Tanh: Run(y, gradient, count, new TanhSlope()); break;
            default: throw new InvalidOperationException($"no gradient for the activation {function}");
        }
    }

    private static void Run<TSlope>(float* y, float* gradient, int count, TSlope slope) where TSlope : struct, ISlope
    {
        var done = VectorLanes.IsSupported ? Walk<VectorLanes, TSlope>(y, gradient, 0, count, slope) : 0;
        Walk<ScalarLane, TSlope>(y, gradient, done, count, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Walk<TLanes, TSlope>(float* y, float* gradient, int i, int count, TSlope slope)
        where TLanes : struct, ILanes<TLanes>
        where TSlope : struct, ISlope
    {
        for (; i <= count - TLanes.Count; i += TLanes.Count) slope.Apply(TLanes.Load(y + i), TLanes.Load(gradient + i)).Store(gradient + i);
        return i;
    }

    private interface ISlope
    {
        TLanes Apply<TLanes>(TLanes y, TLanes gradient) where TLanes : struct, ILanes<TLanes>;
    }

    private readonly struct ReluSlope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes y, TLanes gradient) where TLanes : struct, ILanes<TLanes>
        {
            var zero = TLanes.Fill(0);
            return TLanes.WhereLess(zero, y, gradient, zero);
        }
    }

    private readonly struct SigmoidSlope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes y, TLanes gradient) where TLanes : struct, ILanes<TLanes> => gradient * (y * (TLanes.Fill(1) - y));
    }

    private readonly struct TanhSlope : ISlope
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes y, TLanes gradient) where TLanes : struct, ILanes<TLanes> => gradient * (TLanes.Fill(1) - y * y);
    }
}
