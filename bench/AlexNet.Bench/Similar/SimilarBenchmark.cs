using System.Runtime.InteropServices;
using AlexNet.Bench.Measuring;
using AlexNet.Engine.Similarity;

namespace AlexNet.Bench.Similar;

/// <summary>
/// The search over many vectors: how long it takes, and how many of the ten nearest, by single precision and sums in double, come out of what is stored: half precision,
/// one byte a value with a scale a vector, and our two.
/// </summary>
internal sealed class SimilarBenchmark : IDisposable
{
    /// <summary>Values of fc7.</summary>
    public const int Length = 4096;

    /// <summary>How many neighbours are wanted.</summary>
    public const int Nearest = 10;

    private const int Queries = 20;

    private readonly UnitRows _rows;
    private readonly float[][] _queries;
    private readonly double[][] _single, _half, _byte;

    /// <summary>Makes and stores the vectors.</summary>
    public SimilarBenchmark(RandomVectors vectors, int rows)
    {
        _rows = new UnitRows(Length, rows);
        _queries = [.. Enumerable.Range(0, Queries).Select(query => new float[Length])];
        // Numbers that no row has.
        foreach (var (index, query) in _queries.Index()) vectors.Fill(rows + index, query);
        (_single, _half, _byte) = (Scores(rows), Scores(rows), Scores(rows));
        Parallel.For(0, rows, () => new float[Length], (row, _, vector) =>
        {
            vectors.Fill(row, vector);
            _rows.Set(row, vector);
            Compare(row, vector);
            return vector;
        }, _ => { });
    }

    /// <summary>Shares of the ten nearest that are found: half precision, one byte, two bytes.</summary>
    public (double Half, double Byte, double TwoBytes) Recall()
    {
        using var search = new NeighbourSearch([_rows]);
        var (half, one, two) = (0, 0, 0);
        for (var query = 0; query < Queries; query++)
        {
            var expected = Best(_single[query]);
            half += Best(_half[query]).Intersect(expected).Count();
            one += Best(_byte[query]).Intersect(expected).Count();
            two += search.Nearest(_queries[query], Nearest).Select(match => match.Row).Intersect(expected).Count();
        }
        const double All = Queries * Nearest;
        return (half / All, one / All, two / All);
    }

    /// <summary>Seconds of a search.</summary>
    public Series Time(int threads, double seconds)
    {
        using var search = new NeighbourSearch([_rows], threads);
        var query = 0;
        void Search() => search.Nearest(_queries[query++ % Queries], Nearest);
        Timing.WarmUp(Search);
        var series = new Series();
        for (var start = System.Diagnostics.Stopwatch.GetTimestamp(); series.Count < 5 || System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;) series.Add(threads == 1 ? Timing.Seconds(1, _ => Search()) : Timing.Seconds(Search));
        return series;
    }

    public void Dispose() => _rows.Dispose();

    private static double[][] Scores(int rows) => [.. Enumerable.Range(0, Queries).Select(_ => new double[rows])];

    private static IEnumerable<int> Best(double[] scores) => Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row]).Take(Nearest);

    private void Compare(int row, float[] vector)
    {
        var coarse = MemoryMarshal.Cast<byte, sbyte>(_rows.Coarse(row, 1));
        var halves = new float[Length];
        for (var i = 0; i < Length; i++) halves[i] = (float)(Half)vector[i];
        for (var query = 0; query < Queries; query++)
        {
            var values = _queries[query];
            var (single, half, one) = (0.0, 0.0, 0.0);
            for (var i = 0; i < Length; i++)
            {
                double value = values[i];
                (single, half, one) = (single + value * vector[i], half + value * halves[i], one + value * coarse[i]);
            }
            (_single[query][row], _half[query][row], _byte[query][row]) = (single, half, one * _rows.Scale(row));
        }
    }
}
