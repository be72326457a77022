namespace AlexNet.Engine.Kernels.Softmax;

/// <summary>
/// Softmax and cross entropy of one example, forward and backward. The target is q = (1 - smoothing) (weight [first] + (1 - weight) [second]) + smoothing / classes.
/// In double: a thousand exponentials an example are nothing beside the layers before.
/// </summary>
internal static class CrossEntropyKernel
{
    /// <summary>The loss, log sum e^x - q x, and its gradient, softmax(x) - q, times <paramref name="scale"/>.</summary>
    /// <param name="x">Logits.</param>
    /// <param name="first">First class.</param>
    /// <param name="second">Second class.</param>
    /// <param name="weight">Share of the first.</param>
    /// <param name="smoothing">Share that is spread over all classes.</param>
    /// <param name="scale">Factor on the gradient: one over the batch for a mean.</param>
    /// <param name="gradient">As long as x; empty when it is not asked for.</param>
    public static double Run(ReadOnlySpan<float> x, int first, int second, float weight, float smoothing, double scale, Span<float> gradient)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in x) largest = MathF.Max(largest, value);
        double sum = 0, total = 0;
        foreach (var value in x)
        {
            sum += Math.Exp((double)value - largest);
            total += value;
        }
        double sharp = 1.0 - smoothing, spread = (double)smoothing / x.Length;
        var loss = largest + Math.Log(sum) - sharp * (weight * (double)x[first] + (1.0 - weight) * x[second]);
        if (smoothing != 0) loss -= spread * total;
        if (gradient.IsEmpty) return loss;

        for (var i = 0; i < x.Length; i++) gradient[i] = (float)((Math.Exp((double)x[i] - largest) / sum - spread) * scale);
        gradient[first] -= (float)(sharp * weight * scale);
        gradient[second] -= (float)(sharp * (1.0 - weight) * scale);
        return loss;
    }

    /// <summary>How many classes are likelier than this one; of equally likely ones those of lower index are.</summary>
    public static int Rank(ReadOnlySpan<float> x, int label)
    {
        var (value, rank) = (x[label], 0);
        for (var i = 0; i < x.Length; i++)
            if (x[i] > value || x[i] == value && i < label) rank++;
        return rank;
    }
}
