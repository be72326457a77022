namespace AlexNet.Bench.Measuring;

/// <summary>Repeated measurements of one thing. The median is what a noisy machine usually gives; the extremes are what it can.</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public IReadOnlyList<double> Values => _values;

    public double Least => _values.Min();

    public double Most => _values.Max();

    public double Median
    {
        get
        {
            var sorted = _values.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double value) => _values.Add(value);

    /// <summary>Median, and the least in parentheses.</summary>
    public string Cell(string format = "0.00") => $"{Median.ToString(format)} ({Least.ToString(format)})";
}
