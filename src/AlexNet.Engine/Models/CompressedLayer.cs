namespace AlexNet.Engine.Models;

/// <summary>What compression has left of the weights of one layer; its biases are as they were.</summary>
public sealed record CompressedLayer
{
    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Its weights.</summary>
    public required long Weights { get; init; }

    /// <summary>Those of them that are not zero.</summary>
    public required long Kept { get; init; }

    /// <summary>Values that they share; null where each has its own.</summary>
    public int? Values { get; init; }

    /// <summary>Bytes of the weights before.</summary>
    public required long OriginalBytes { get; init; }

    /// <summary>Bytes of them in the file: values, codes and gaps, entropy-coded.</summary>
    public required long Bytes { get; init; }

    /// <summary>Share of the weights that is not zero, 0 to 1.</summary>
    public double Density => (double)Kept / Weights;

    /// <summary>Bits that name one of the values, before the entropy coder.</summary>
    public int Bits => Values is { } values ? (int)Math.Ceiling(Math.Log2(Math.Max(values, 2))) : 32;

    /// <summary>Bits in the file for each weight that is not zero, its place included.</summary>
    public double BitsPerKept => Kept == 0 ? 0 : 8.0 * Bytes / Kept;

    /// <summary>How many times smaller the weights are than before.</summary>
    public double Ratio => (double)OriginalBytes / Math.Max(Bytes, 1);
}
