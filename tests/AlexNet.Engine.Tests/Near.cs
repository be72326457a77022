namespace AlexNet.Engine.Tests;

/// <summary>Comparison of a fast result with its reference.</summary>
internal static class Near
{
    /// <summary>Largest difference, relative to the largest magnitude of the reference (at least <paramref name="floor"/>).</summary>
    public static double Error(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double floor = 1e-30)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = floor, error = 0;
        foreach (var value in expected) largest = Math.Max(largest, Math.Abs(value));
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]);
            if (double.IsNaN(difference)) return double.PositiveInfinity;
            error = Math.Max(error, difference);
        }
        return error / largest;
    }

    /// <summary>Uniform values in [-1, 1).</summary>
    public static float[] Random(Random random, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)(random.NextDouble() * 2 - 1);
        return values;
    }

    /// <summary>The same values in double precision.</summary>
    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < values.Length; i++) wide[i] = values[i];
        return wide;
    }
}
