namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Softmax as its definition says it, less the largest logit so that nothing overflows.</summary>
internal static class ReferenceSoftmax
{
    /// <summary>y[i] = e^x[i] / sum of e^x.</summary>
    public static double[] Run(ReadOnlySpan<double> x)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in x) largest = Math.Max(largest, value);
        var sum = 0.0;
        foreach (var value in x) sum += Math.Exp(value - largest);
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++) y[i] = Math.Exp(x[i] - largest) / sum;
        return y;
    }
}
