namespace AlexNet.Bench.Measuring;

/// <summary>Several ways to do the same, each measured in turn; the first is ours.</summary>
internal sealed class Comparison(IReadOnlyList<string> names)
{
    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>What each took.</summary>
    public IReadOnlyList<Series> Times { get; } = [.. names.Select(_ => new Series())];

    /// <summary>In each round ours over each.</summary>
    public IReadOnlyList<Series> Ratios { get; } = [.. names.Select(_ => new Series())];

    /// <summary>Median and best of one.</summary>
    public string Cell(int index, string format = "0.00") => Times[index].Cell(format);

    /// <summary>Rounds until the time is up: as many as fit, but no fewer and no more than said.</summary>
    /// <param name="seconds">For all rounds together.</param>
    /// <param name="rounds">The fewest and the most.</param>
    /// <param name="measure">Measures one, by its index.</param>
    public void Run(double seconds, (int Fewest, int Most) rounds, Func<int, double> measure)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds.Most; round++)
        {
            if (round >= rounds.Fewest && System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds > seconds) return;
            // Every other round in the opposite order: what one leaves behind in caches and threads must not always hit the same one.
            var times = new double[Names.Count];
            for (var i = 0; i < times.Length; i++)
            {
                var index = round % 2 == 0 ? i : times.Length - 1 - i;
                times[index] = measure(index);
            }
            for (var i = 0; i < times.Length; i++)
            {
                Times[i].Add(times[i]);
                Ratios[i].Add(times[0] / times[i]);
            }
        }
    }
}
