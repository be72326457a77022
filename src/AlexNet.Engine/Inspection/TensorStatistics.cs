namespace AlexNet.Engine.Inspection;

/// <summary>What there is to say of many numbers without showing them. Range, mean, deviation and histogram are those of the finite ones.</summary>
public sealed record TensorStatistics
{
    /// <summary>Bars of a histogram.</summary>
    public const int Bins = 40;

    /// <summary>How many numbers.</summary>
    public required long Count { get; init; }

    /// <summary>The least; NaN where none is finite.</summary>
    public required float Minimum { get; init; }

    /// <summary>The greatest; NaN where none is finite.</summary>
    public required float Maximum { get; init; }

    /// <summary>Their mean; NaN where none is finite.</summary>
    public required double Mean { get; init; }

    /// <summary>Their standard deviation, of these numbers and not of more that they are a sample of.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>How many are exactly 0.</summary>
    public required long Zeros { get; init; }

    /// <summary>How many are no number.</summary>
    public required long NaNs { get; init; }

    /// <summary>How many are infinite.</summary>
    public required long Infinities { get; init; }

    /// <summary>How many lie in each of <see cref="Bins"/> equal parts of the range; empty where none is finite.</summary>
    public required IReadOnlyList<long> Histogram { get; init => field = Indexable.List(value); }

    /// <summary>Counts.</summary>
    public static TensorStatistics Of(ReadOnlySpan<float> values)
    {
        long finite = 0, zeros = 0, nans = 0;
        float minimum = float.PositiveInfinity, maximum = float.NegativeInfinity;
        double sum = 0;
        foreach (var value in values)
        {
            if (float.IsNaN(value)) nans++;
            if (!float.IsFinite(value)) continue;
            finite++;
            if (value == 0) zeros++;
            (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
            sum += value;
        }
        var mean = finite > 0 ? sum / finite : double.NaN;
        var (histogram, squares) = finite > 0 ? Spread(values, minimum, maximum, mean) : ([], double.NaN);
        return new TensorStatistics
        {
            Count = values.Length,
            Minimum = finite > 0 ? minimum : float.NaN,
            Maximum = finite > 0 ? maximum : float.NaN,
            Mean = mean,
            StandardDeviation = Math.Sqrt(squares / finite),
            Zeros = zeros,
            NaNs = nans,
            Infinities = values.Length - finite - nans,
            Histogram = histogram,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Count} values, {Minimum:0.####} to {Maximum:0.####}, mean {Mean:0.####}");

    /// <summary>A second pass, once range and mean are known.</summary>
    private static (long[] Histogram, double Squares) Spread(ReadOnlySpan<float> values, float minimum, float maximum, double mean)
    {
        var histogram = new long[Bins];
        double squares = 0, span = (double)maximum - minimum;
        foreach (var value in values)
        {
            if (!float.IsFinite(value)) continue;
            squares += (value - mean) * (value - mean);
            histogram[span > 0 ? Math.Min((int)(((double)value - minimum) / span * Bins), Bins - 1) : 0]++;
        }
        return (histogram, squares);
    }
}
