namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Softmax and cross entropy as their definitions say them.</summary>
internal static class ReferenceCrossEntropy
{
    /// <summary>-sum q log p, p = softmax(x).</summary>
    public static double Loss(double[] x, double[] q) => -ReferenceSoftmax.Run(x).Zip(q, (p, wanted) => wanted == 0 ? 0 : wanted * Math.Log(p)).Sum();

    /// <summary>Its gradient where q adds up to 1: p - q.</summary>
    public static double[] Gradient(double[] x, double[] q) => [.. ReferenceSoftmax.Run(x).Zip(q, (p, wanted) => p - wanted)];

    /// <summary>q of a mixture of two classes, smoothed.</summary>
    public static double[] Target(int classes, int first, int second, float weight, float smoothing)
    {
        var q = Enumerable.Repeat((double)smoothing / classes, classes).ToArray();
        q[first] += (1.0 - smoothing) * weight;
        q[second] += (1.0 - smoothing) * (1.0 - weight);
        return q;
    }
}
