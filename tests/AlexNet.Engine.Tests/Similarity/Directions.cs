using AlexNet.Engine.Similarity;

namespace AlexNet.Engine.Tests.Similarity;

/// <summary>Vectors to search in, and the plain way to do it.</summary>
internal static class Directions
{
    // More than float sums of a few thousand products of vectors of length one are ever off.
    public const double Tolerance = 2e-6;

    /// <summary>Rows like a rectified layer's outputs: half of them zero, the others with a long tail.</summary>
    public static float[] Rectified(Random random, int length)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = random.NextDouble() < 0.5 ? 0 : (float)-Math.Log(1 - random.NextDouble());
        return values;
    }

    /// <summary>Blocks of rows of the given sizes.</summary>
    public static IReadOnlyList<UnitRows> Parts(int length, Func<int, float[]> row, params int[] counts)
    {
        var (parts, number) = (new List<UnitRows>(), 0);
        foreach (var count in counts)
        {
            var part = new UnitRows(length, count);
            for (var i = 0; i < count; i++) part.Set(i, row(number++));
            parts.Add(part);
        }
        return parts;
    }

    /// <summary>All rows as they are stored.</summary>
    public static float[][] Stored(IReadOnlyList<UnitRows> parts) => [.. parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(row =>
    {
        var values = new float[part.Length];
        part.CopyTo(row, values);
        return values;
    }))];

    /// <summary>Cosine, in double.</summary>
    public static double Cosine(float[] one, float[] other)
    {
        var (product, first, second) = (0.0, 0.0, 0.0);
        for (var i = 0; i < one.Length; i++) (product, first, second) = (product + (double)one[i] * other[i], first + (double)one[i] * one[i], second + (double)other[i] * other[i]);
        return first == 0 || second == 0 ? 0 : product / Math.Sqrt(first * second);
    }
}
