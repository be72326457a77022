using System.Diagnostics;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>Repeated times of one thing, in milliseconds. The median is what a noisy machine usually gives, the least what it can.</summary>
internal sealed class Samples
{
    private readonly List<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public double Sum => _milliseconds.Sum();

    public double Least => _milliseconds.Min();

    public double Median
    {
        get
        {
            var sorted = _milliseconds.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double milliseconds) => _milliseconds.Add(milliseconds);

    /// <summary>Times one run of some work.</summary>
    public void Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
