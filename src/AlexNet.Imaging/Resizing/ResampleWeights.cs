namespace AlexNet.Imaging.Resizing;

/// <summary>
/// What each output pixel of one axis takes from the input pixels: a triangle filter, widened by the reduction so that no input pixel is skipped, in fixed
/// point as Pillow has it (its bilinear resampling). Output i is the sum over t &lt; Count[i] of Values[i * Taps + t] * input[First[i] + t], in 2^-22.
/// </summary>
internal sealed class ResampleWeights
{
    /// <summary>Bits after the point: 8 of 32 are the pixel's, 2 are kept free.</summary>
    public const int PrecisionBits = 32 - 8 - 2;

    /// <summary>One half, with which every sum begins.</summary>
    public const int Half = 1 << (PrecisionBits - 1);

    private ResampleWeights(int outputs, int taps)
    {
        Taps = taps;
        First = new int[outputs];
        Count = new int[outputs];
        Values = new int[outputs * taps];
    }

    /// <summary>Most weights that one output has.</summary>
    public int Taps { get; }

    /// <summary>First input of each output.</summary>
    public int[] First { get; }

    /// <summary>Number of inputs of each output.</summary>
    public int[] Count { get; }

    /// <summary>The weights, <see cref="Taps"/> places an output.</summary>
    public int[] Values { get; }

    /// <summary>The weights of some outputs of an axis.</summary>
    /// <param name="inputSize">Input pixels.</param>
    /// <param name="extent">The part of them that is stretched over the outputs; <paramref name="inputSize"/> for the whole.</param>
    /// <param name="outputSize">Output pixels of the whole axis.</param>
    /// <param name="start">First output wanted.</param>
    /// <param name="outputs">Number of outputs wanted.</param>
    public static ResampleWeights Create(int inputSize, double extent, long outputSize, long start, int outputs)
    {
        var scale = extent / outputSize;
        var filterScale = Math.Max(scale, 1);
        var support = filterScale;
        var inverse = 1 / filterScale;
        var weights = new ResampleWeights(outputs, (int)Math.Ceiling(support) * 2 + 1);
        var exact = new double[weights.Taps];
        for (var i = 0; i < outputs; i++)
        {
            var center = (start + i + 0.5) * scale;
            var first = Math.Max((int)(center - support + 0.5), 0);
            var count = Math.Min((int)(center + support + 0.5), inputSize) - first;
            var sum = 0.0;
            for (var t = 0; t < count; t++)
            {
                exact[t] = Math.Max(1 - Math.Abs((t + first - center + 0.5) * inverse), 0);
                sum += exact[t];
            }
            var row = weights.Values.AsSpan(i * weights.Taps, count);
            for (var t = 0; t < count; t++)
                row[t] = (int)(0.5 + (sum != 0 ? exact[t] / sum : exact[t]) * (1 << PrecisionBits));
            weights.First[i] = first;
            weights.Count[i] = count;
        }
        return weights;
    }
}
