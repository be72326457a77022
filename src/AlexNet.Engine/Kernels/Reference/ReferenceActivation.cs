using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Kernels.Reference;

/// <summary>The nonlinearities as their definitions say them.</summary>
internal static class ReferenceActivation
{
    /// <summary>The function of every value; NaN stays NaN.</summary>
    public static double[] Run(ReadOnlySpan<double> x, ActivationFunction function)
    {
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++) y[i] = Value(x[i], function);
        return y;
    }

    /// <summary>x times <paramref name="factor"/>.</summary>
    public static double[] Scale(ReadOnlySpan<double> x, float factor)
    {
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++) y[i] = x[i] * factor;
        return y;
    }

    private static double Value(double x, ActivationFunction function) => function switch
    {
        ActivationFunction.Identity => x,
        ActivationFunction.Relu => Math.Max(0, x),
        ActivationFunction.Sigmoid => 1 / (1 + Math.Exp(-x)),
        ActivationFunction.Tanh => Math.Tanh(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no known activation function"),
    };
}
