namespace AlexNet.Engine.Similarity;

/// <summary>
/// Nearest neighbours by cosine, all rows compared: no approximation. A product with the coarse bytes is off by the length of what they leave out at most (Cauchy and Schwarz),
/// so a row whose product lies further than that below the k-th best cannot be among the k nearest; for the others the fine bytes decide. What comes out is what all
/// 16 bits of every row would have given.
/// </summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class NeighbourSearch : IDisposable
{
    private readonly RowSet _rows;
    private readonly RowProducts _products;
    private readonly float _rounding;

    /// <summary>Takes memory for one query and starts the threads.</summary>
    /// <param name="parts">The rows, numbered through; they must stay as they are.</param>
    /// <param name="threads">Threads to use; 0 for one a core.</param>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public NeighbourSearch(IReadOnlyList<UnitRows> parts, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        _rows = new RowSet(parts);
        _products = new RowProducts(_rows, 1, threads == 0 ? Environment.ProcessorCount : threads);
        _rounding = Rounding(_rows.Length);
    }

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>The rows nearest to a vector, nearest first; equally near ones in their order.</summary>
    /// <param name="query">Any vector of the rows' length.</param>
    /// <param name="count">How many are wanted.</param>
    /// <param name="isWanted">Which rows count; null for all.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="ArgumentException">The query has another length, or a value that is not a number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IReadOnlyList<Match> Nearest(ReadOnlySpan<float> query, int count, Func<int, bool>? isWanted = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        UnitRows.Normalize(query, _products.Vector(0));
        _products.Run(1, 0, cancellation);
        var floor = Floor(count, isWanted);
        var matches = new List<Match>();
        ForEach(isWanted, (part, row, number, product, error) =>
        {
            if (product + error < floor) return;
            cancellation.ThrowIfCancellationRequested();
            matches.Add(new Match(number, Cosine(product, _products.Rest(part, row, 0))));
        });
        matches.Sort((one, other) => one.Similarity != other.Similarity ? other.Similarity.CompareTo(one.Similarity) : one.Row.CompareTo(other.Row));
        return matches.Count > count ? matches[..count] : matches;
    }

    /// <inheritdoc/>
    public void Dispose() => _products.Dispose();

    /// <summary>How far float sums of so many products of two vectors of length one may be off, whatever their order: an ulp for each.</summary>
    internal static float Rounding(int length) => length * MathF.Pow(2, -24);

    /// <summary>A cosine from its two parts; rounding must not make it more than one.</summary>
    internal static double Cosine(float product, float rest) => Math.Clamp((double)product + rest, -1, 1);

    /// <summary>What <paramref name="count"/> rows certainly reach.</summary>
    private float Floor(int count, Func<int, bool>? isWanted)
    {
        var best = new PriorityQueue<float, float>();
        ForEach(isWanted, (_, _, _, product, error) =>
        {
            var least = product - error;
            if (best.Count < count) best.Enqueue(least, least);
            else if (least > best.Peek()) best.EnqueueDequeue(least, least);
        });
        return best.Count < count ? float.NegativeInfinity : best.Peek();
    }

    private void ForEach(Func<int, bool>? isWanted, Action<int, int, int, float, float> take)
    {
        for (var part = 0; part < _rows.Parts.Count; part++)
        {
            var products = _products.Products(part, 0, 1);
            for (var row = 0; row < products.Length; row++)
            {
                var number = _rows.First(part) + row;
                if (isWanted is null || isWanted(number)) take(part, row, number, products[row], _rows.Parts[part].Error(row) + _rounding);
            }
        }
    }
}
