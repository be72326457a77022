namespace AlexNet.Engine.Kernels.Reference;

/// <summary>A fully connected layer backward.</summary>
internal static class ReferenceFullyConnectedGradient
{
    // weights and dw are [outputs][inputs]; doubles, plain loops. The gradients are added to, so that images can be summed.
    /// <summary>dx, dw and db of one image.</summary>
    public static void Add(ReadOnlySpan<double> x, ReadOnlySpan<float> weights, ReadOnlySpan<double> dy, Span<double> dx, Span<double> dw, Span<double> db)
    {
        for (var output = 0; output < dy.Length; output++)
        {
            db[output] += dy[output];
            for (var input = 0; input < x.Length; input++)
            {
                dw[output * x.Length + input] += dy[output] * x[input];
                dx[input] += dy[output] * weights[output * x.Length + input];
            }
        }
    }
}
