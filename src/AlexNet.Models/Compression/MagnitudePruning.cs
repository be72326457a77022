using System.Runtime.InteropServices;

namespace AlexNet.Models.Compression;

/// <summary>Which weights are small enough to do without.</summary>
internal static class MagnitudePruning
{
    private const int Half = 1 << 16;

    /// <summary>
    /// The least magnitude that stays when a share of the weights is to stay; equal ones all stay. Found by counting: the bits of positive floats are in
    /// the order of their values, so two counts of their halves find the place without sorting.
    /// </summary>
    /// <param name="weights">Finite weights.</param>
    /// <param name="density">The share that stays, above 0 and at most 1.</param>
    public static float Threshold(ReadOnlySpan<float> weights, double density)
    {
        var bits = MemoryMarshal.Cast<float, uint>(weights);
        var left = Math.Clamp((long)Math.Ceiling(weights.Length * density), 1, weights.Length);
        var counts = new long[Half];
        foreach (var value in bits) counts[(value & 0x7FFFFFFF) >> 16]++;
        var high = Find(counts, ref left);
        Array.Clear(counts);
        foreach (var value in bits)
            if ((value & 0x7FFFFFFF) >> 16 == high) counts[value & 0xFFFF]++;
        return BitConverter.UInt32BitsToSingle(high << 16 | Find(counts, ref left));
    }

    /// <summary>The largest index from which on there are as many as are left, less those above it.</summary>
    private static uint Find(long[] counts, ref long left)
    {
        var index = counts.Length - 1;
        for (; index > 0 && counts[index] < left; index--) left -= counts[index];
        return (uint)index;
    }
}
