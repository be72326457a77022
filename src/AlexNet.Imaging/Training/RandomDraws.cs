using AlexNet.Engine.Training;

namespace AlexNet.Imaging.Training;

/// <summary>The random numbers of one example in one epoch, drawn in a fixed order. They follow from (seed, epoch, example) alone.</summary>
internal ref struct RandomDraws(ulong key)
{
    private readonly ulong _key = key;
    private ulong _drawn;

    /// <summary>The draws for an example of an epoch.</summary>
    /// <param name="stream">Key of the stream, from <see cref="CounterRandom.Key(string, ulong)"/>.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="example">Index of the photo, or of whatever shares the draws.</param>
    public static RandomDraws For(ulong stream, int epoch, int example) => new(CounterRandom.Key(CounterRandom.Key(stream, epoch), example));

    /// <summary>Inside (0, 1), evenly.</summary>
    public double Next() => CounterRandom.Fraction(Bits());

    /// <summary>A whole number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => CounterRandom.Below(Bits(), count);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, evenly.</summary>
    public double Between(double least, double most) => least + Next() * (most - least);

    /// <summary>Normal, of mean 0 and standard deviation 1.</summary>
    public float Normal() => (float)CounterRandom.Normal(Bits());

    /// <summary>From Beta(alpha, alpha), by Jöhnk's method for alpha up to 1 (M. D. Jöhnk 1964).</summary>
    public double Beta(double alpha)
    {
        while (true)
        {
            var (x, y) = (Math.Pow(Next(), 1 / alpha), Math.Pow(Next(), 1 / alpha));
            if (x + y is > 0 and <= 1) return x / (x + y);
        }
    }

    private ulong Bits() => CounterRandom.Bits(_key, _drawn++);
}
