namespace AlexNet.Bench.Precision;

/// <summary>How far the answers for the same photos agree.</summary>
internal sealed class Agreement
{
    private const int Top = 5;

    private double _sumOfChanges;
    private int _sameFirst;
    private int _sharedOfTop;

    /// <summary>Photos compared.</summary>
    public int Photos { get; private set; }

    /// <summary>The largest difference of a logit, relative to the photo's largest logit by magnitude: the worst photo's.</summary>
    public double LargestChange { get; private set; }

    /// <summary>The mean of that over the photos.</summary>
    public double MeanChange => _sumOfChanges / Photos;

    /// <summary>Share of photos whose likeliest class is the same.</summary>
    public double Top1 => (double)_sameFirst / Photos;

    /// <summary>Share of the five likeliest classes of each photo that are among the other's five.</summary>
    public double Top5 => (double)_sharedOfTop / (Photos * Top);

    /// <summary>Takes one photo's logits.</summary>
    public void Add(float[] expected, float[] actual)
    {
        double largest = 0, change = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            change = Math.Max(change, Math.Abs((double)actual[i] - expected[i]));
        }
        change /= largest;
        LargestChange = Math.Max(LargestChange, change);
        _sumOfChanges += change;
        var (wanted, found) = (Likeliest(expected), Likeliest(actual));
        if (wanted[0] == found[0]) _sameFirst++;
        _sharedOfTop += wanted.Intersect(found).Count();
        Photos++;
    }

    /// <inheritdoc/>
    public override string ToString() => $"largest change {LargestChange:0.0e0}, mean {MeanChange:0.0e0}, top-1 {Top1:0.0%}, top-5 {Top5:0.0%} of {Photos} photos";

    private static int[] Likeliest(float[] logits) => [.. Enumerable.Range(0, logits.Length).OrderByDescending(i => logits[i]).ThenBy(i => i).Take(Top)];
}
