using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Kernels.Activations;

/// <summary>The nonlinearities, in place. A value's bits do not depend on its place, so any cut of the span gives the same result.</summary>
internal static unsafe class ActivationKernels
{
    /// <summary>The nonlinearity of that name.</summary>
    public static void Apply(ActivationFunction function, Span<float> x)
    {
        switch (function)
        {
            case ActivationFunction.Identity: break;
            case ActivationFunction.Relu: Relu(x); break;
            case ActivationFunction.Sigmoid: Sigmoid(x); break;
            case ActivationFunction.Tanh: Tanh(x); break;
            default: throw new InvalidOperationException($"no kernel for the activation {function}");
        }
    }

    /// <summary>max(0, x).</summary>
    public static void Relu(Span<float> x) => Run(x, new ReluOperator());

    /// <summary>1 / (1 + e^-x).</summary>
    public static void Sigmoid(Span<float> x) => Run(x, new SigmoidOperator());

    /// <summary>Hyperbolic tangent.</summary>
    public static void Tanh(Span<float> x) => Run(x, new TanhOperator());

    /// <summary>x times <paramref name="factor"/>.</summary>
    public static void Scale(Span<float> x, float factor) => Run(x, new ScaleOperator(factor));

    // x is any run of floats; no alignment is needed, nothing outside the span is touched.
    // Two vectors a step, then one, then floats; the vectors of a step share the operator's constants.
    // Registers: 2 values and the operator's own (tanh: about 12).
    private static void Run<TOperator>(Span<float> x, TOperator op) where TOperator : struct, IElementOperator
    {
        fixed (float* first = x)
        {
            var done = VectorLanes.IsSupported ? Walk<VectorLanes, TOperator>(first, 0, x.Length, op) : 0;
            Walk<ScalarLane, TOperator>(first, done, x.Length, op);
        }
    }

    /// <summary>Computes as many whole lanes as fit from <paramref name="i"/> on and returns where it stopped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Walk<TLanes, TOperator>(float* x, int i, int length, TOperator op)
        where TLanes : struct, ILanes<TLanes>
        where TOperator : struct, IElementOperator
    {
        for (; i <= length - 2 * TLanes.Count; i += 2 * TLanes.Count)
        {
            var first = op.Invoke(TLanes.Load(x + i));
            var second = op.Invoke(TLanes.Load(x + i + TLanes.Count));
            first.Store(x + i);
            second.Store(x + i + TLanes.Count);
        }
        for (; i <= length - TLanes.Count; i += TLanes.Count)
            op.Invoke(TLanes.Load(x + i)).Store(x + i);
        return i;
    }
}
