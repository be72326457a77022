namespace AlexNet.Engine.Kernels.Reference;

/// <summary>A fully connected layer as its definition says it.</summary>
internal static class ReferenceFullyConnected
{
    // x is [inputs], weights [outputs][inputs], y [outputs]; doubles, plain loops.
    /// <summary>y[o] = bias[o] + sum of weights[o][i] x[i].</summary>
    public static double[] Run(ReadOnlySpan<double> x, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        var y = new double[bias.Length];
        for (var output = 0; output < y.Length; output++)
        {
            double sum = bias[output];
            for (var input = 0; input < x.Length; input++) sum += weights[output * x.Length + input] * x[input];
            y[output] = sum;
        }
        return y;
    }
}
