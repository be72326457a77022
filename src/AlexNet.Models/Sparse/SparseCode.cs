using System.Runtime.InteropServices;

namespace AlexNet.Models.Sparse;

/// <summary>
/// Weights most of which are zero and the rest of which share few values, without loss: the values once, and for each weight that is not zero the
/// index of its value and its distance from the one before (Han, Mao, Dally 2016, "Deep Compression", sections 2 and 3).
/// </summary>
/// <param name="Codebook">The values that occur, in increasing order; no zero, at most 256.</param>
/// <param name="Codes">For each weight that is not zero, in row-major order, the index of its value.</param>
/// <param name="Gaps">For each of them the zeros before it, below 255; a byte 255 stands for 255 zeros without a weight after them.</param>
internal sealed record SparseCode(float[] Codebook, byte[] Codes, byte[] Gaps)
{
    /// <summary>The most values that weights may share.</summary>
    public const int MaxValues = 256;

    /// <summary>The byte that says: 255 zeros, and no weight.</summary>
    public const int Skip = 255;

    /// <summary>The code of these weights; null when they have more values than a byte can name, or one that is no number.</summary>
    public static SparseCode? Of(ReadOnlySpan<float> weights)
    {
        if (FindValues(weights) is not { } codebook) return null;
        List<byte> codes = [], gaps = [];
        var zeros = 0;
        foreach (var weight in weights)
        {
            if (weight == 0)
            {
                zeros++;
                continue;
            }
            for (; zeros >= Skip; zeros -= Skip) gaps.Add(Skip);
            gaps.Add((byte)zeros);
            codes.Add((byte)Array.BinarySearch(codebook, weight));
            zeros = 0;
        }
        return new SparseCode(codebook, [.. codes], [.. gaps]);
    }

    private static float[]? FindValues(ReadOnlySpan<float> weights)
    {
        var values = new HashSet<float>();
        var last = 0f;
        foreach (var weight in weights)
        {
            if (weight == 0 || weight == last) continue;
            if (!float.IsFinite(weight)) return null;
            values.Add(last = weight);
            if (values.Count > MaxValues) return null;
        }
        return [.. values.Order()];
    }
}
