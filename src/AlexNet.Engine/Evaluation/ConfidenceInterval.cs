namespace AlexNet.Engine.Evaluation;

/// <summary>Where the true share lies, 19 times in 20.</summary>
/// <param name="Low">Its lower end, 0 to 1.</param>
/// <param name="High">Its upper end, 0 to 1.</param>
public sealed record ConfidenceInterval(double Low, double High)
{
    // The standard normal distribution's 97.5 % quantile.
    private const double Z = 1.959963984540054;

    /// <summary>
    /// Wilson's score interval (E. B. Wilson 1927) for a share of which <paramref name="hits"/> of <paramref name="trials"/> were seen. Unlike the textbook's
    /// normal interval it stays within [0, 1] and is right for few trials and for shares near the ends.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There are more hits than trials, or fewer than none.</exception>
    public static ConfidenceInterval Wilson(long hits, long trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, trials);
        if (trials == 0) return new ConfidenceInterval(0, 1);
        var share = (double)hits / trials;
        var scale = 1 + Z * Z / trials;
        var centre = (share + Z * Z / (2 * trials)) / scale;
        var half = Z / scale * Math.Sqrt(share * (1 - share) / trials + Z * Z / (4.0 * trials * trials));
        return new ConfidenceInterval(hits == 0 ? 0 : centre - half, hits == trials ? 1 : centre + half);
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Low:0.0%} to {High:0.0%}");
}
