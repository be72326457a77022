using FsCheck;

namespace AlexNet.Engine.Tests.Kernels;

/// <summary>Inputs for kernels, and the comparison with what the references make of them.</summary>
internal static class Values
{
    /// <summary>What arithmetic stumbles over.</summary>
    public static readonly float[] Special =
    [
        0, -0f, 1, -1, float.Epsilon, -float.Epsilon, 1e-40f, -1e-40f, 1.17549435e-38f, 1e-20f, 0.6249999f, 0.625f, -0.625f, 17, -17, 87, 88, 88.8f, -87, -88, -88.8f,
        104, -104, 1e10f, -1e10f, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    /// <summary>Evenly spread values in [-range, range); the same for the same seed.</summary>
    public static float[] Random(int seed, int count, float range = 100)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (random.NextSingle() * 2 - 1) * range;
        return values;
    }

    /// <summary>As <see cref="Random"/>, with one in <paramref name="every"/> values replaced by <paramref name="special"/>.</summary>
    public static float[] Sprinkle(float[] values, int seed, float special, int every = 20)
    {
        var random = new Random(seed);
        for (var i = 0; i < values.Length; i++)
            if (random.Next(every) == 0) values[i] = special;
        return values;
    }

    public static double[] Widen(ReadOnlySpan<float> values)
    {
        var wide = new double[values.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = values[i];
        return wide;
    }

    /// <summary>Folds any generated number into low..high, so that shrinking still moves towards small shapes.</summary>
    public static int In(this NonNegativeInt number, int low, int high) => low + number.Get % (high - low + 1);

    /// <summary>Fails at the first value further from the reference than <paramref name="relative"/> of it plus <paramref name="absolute"/>.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, double absolute, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // The reference knows no overflow of single precision; what it makes must be compared as single precision would hold it.
            var wanted = (float)expected[i];
            if (wanted.Equals(actual[i])) continue;
            var close = float.IsFinite(wanted) && Math.Abs(expected[i] - actual[i]) <= relative * Math.Abs(expected[i]) + absolute;
            Assert.True(close, $"{what} [{i}]: expected {expected[i]:R}, found {actual[i]:R}");
        }
    }

    /// <summary>Fails unless both are the same bit for bit.</summary>
    public static void AssertSameBits(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what = "")
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(actual[i]),
                $"{what} [{i}]: {expected[i]:R} and {actual[i]:R} differ in their bits");
    }
}
