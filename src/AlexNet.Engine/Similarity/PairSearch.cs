namespace AlexNet.Engine.Similarity;

/// <summary>Finds all pairs of rows that are alike: each row against all that come after it, a block of rows at a time.</summary>
public static class PairSearch
{
    private const int Block = 64;

    // Products of a block with all rows are kept, four bytes each.
    private const long MostProducts = 1L << 26;

    /// <summary>The pairs whose cosine reaches a threshold, by their first rows. Takes time by the square of the rows.</summary>
    /// <param name="parts">The rows, numbered through.</param>
    /// <param name="threshold">The least cosine.</param>
    /// <param name="isWanted">Which rows count; null for all.</param>
    /// <param name="isSettled">Whether a pair need not be looked at, as it is known of already; null for never.</param>
    /// <param name="threads">Threads to use; 0 for one a core.</param>
    /// <param name="progress">Told how many rows were compared with all others.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IEnumerable<MatchedPair> Find(
        IReadOnlyList<UnitRows> parts, double threshold, Func<int, bool>? isWanted = null, Func<int, int, bool>? isSettled = null, int threads = 0,
        IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var rows = new RowSet(parts);
        var block = (int)Math.Clamp(MostProducts / Math.Max(rows.Count, 1), 1, Block);
        using var products = new RowProducts(rows, block, threads == 0 ? Environment.ProcessorCount : threads);
        int[] wanted = [.. Enumerable.Range(0, rows.Count).Where(row => isWanted is null || isWanted(row))];
        (int Part, int Row)[] places = [.. wanted.Select(rows.Find)];
        for (var done = 0; done < wanted.Length; done += block)
        {
            var vectors = Math.Min(block, wanted.Length - done);
            for (var i = 0; i < vectors; i++)
            {
                var (part, row) = places[done + i];
                rows.Parts[part].CopyTo(row, products.Vector(i));
            }
            products.Run(vectors, wanted[done], cancellation);
            for (var i = 0; i < vectors; i++)
                foreach (var pair in Of(done + i, i, vectors)) yield return pair;
            progress?.Report(done + vectors);
        }

        IEnumerable<MatchedPair> Of(int first, int vector, int vectors)
        {
            var rounding = NeighbourSearch.Rounding(rows.Length);
            for (var second = first + 1; second < wanted.Length; second++)
            {
                var (part, row) = places[second];
                var product = products.Products(part, vector, vectors)[row];
                if (product + rows.Parts[part].Error(row) + rounding < threshold || isSettled?.Invoke(wanted[first], wanted[second]) == true) continue;
                cancellation.ThrowIfCancellationRequested();
                var cosine = NeighbourSearch.Cosine(product, products.Rest(part, row, vector));
                if (cosine >= threshold) yield return new MatchedPair(wanted[first], wanted[second], cosine);
            }
        }
    }
}
