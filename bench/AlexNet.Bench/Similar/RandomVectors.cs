namespace AlexNet.Bench.Similar;

/// <summary>Vectors to search in. Each follows from its number alone, so that none need be kept.</summary>
/// <param name="name">What they are like.</param>
/// <param name="value">Draws a value.</param>
internal sealed class RandomVectors(string name, Func<Random, float> value)
{
    /// <summary>Directions without any order: nothing is near to anything, so the ten nearest of many lie closest together.</summary>
    public static RandomVectors Normal { get; } = new("random directions", Gauss);

    /// <summary>Like a rectified layer's outputs: most of them zero, all others positive.</summary>
    public static RandomVectors Rectified { get; } = new("rectified, 80 % zeros", random => random.NextSingle() < 0.8f ? 0 : Math.Abs(Gauss(random)));

    public string Name { get; } = name;

    public void Fill(int number, Span<float> vector)
    {
        var random = new Random(number);
        for (var i = 0; i < vector.Length; i++) vector[i] = value(random);
        var norm = 0.0;
        foreach (var each in vector) norm += (double)each * each;
        var factor = (float)(1 / Math.Sqrt(norm));
        foreach (ref var each in vector) each *= factor;
    }

    private static float Gauss(Random random) => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());
}
