namespace AlexNet.Engine.Kernels.Softmax;

/// <summary>Softmax of one vector. A thousand exponentials an image are nothing beside the layers before, so it is plain and in double.</summary>
internal static class SoftmaxKernel
{
    // x and y are vectors of one length; y may be x. No alignment, no vectors.
    // The largest logit is subtracted first, so that no exponential overflows and the sum is at least 1.
    /// <summary>y[i] = e^x[i] / sum of e^x. A NaN, or an infinity of the kind that has no answer, makes every output NaN.</summary>
    public static void Run(ReadOnlySpan<float> x, Span<float> y)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in x) largest = MathF.Max(largest, value);
        var sum = 0.0;
        foreach (var value in x) sum += Math.Exp((double)value - largest);
        for (var i = 0; i < x.Length; i++) y[i] = (float)(Math.Exp((double)x[i] - largest) / sum);
    }
}
