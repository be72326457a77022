namespace AlexNet.Engine.Similarity;

/// <summary>Groups of rows that are nearly the same: what hangs together by pairs that reach a threshold.</summary>
public static class NearDuplicates
{
    /// <summary>The groups of two rows and more, by their first rows.</summary>
    /// <param name="parts">The rows, numbered through.</param>
    /// <param name="threshold">The least cosine of a pair.</param>
    /// <param name="isWanted">Which rows count.</param>
    /// <param name="threads">Threads to use; 0 for one a core.</param>
    /// <param name="progress">Told how many rows were compared with all others.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<IReadOnlyList<int>> Find(
        IReadOnlyList<UnitRows> parts, double threshold, Func<int, bool> isWanted, int threads = 0, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        // Each row points to one nearer to the first of its group, which points to itself.
        int[] leaders = [.. Enumerable.Range(0, parts.Sum(part => part.Count))];
        bool AreTogether(int one, int other) => Leader(one) == Leader(other);
        foreach (var pair in PairSearch.Find(parts, threshold, isWanted, AreTogether, threads, progress, cancellation))
        {
            var (one, other) = (Leader(pair.First), Leader(pair.Second));
            (leaders[Math.Max(one, other)], leaders[Math.Min(one, other)]) = (Math.Min(one, other), Math.Min(one, other));
        }
        return [.. Enumerable.Range(0, leaders.Length).Where(isWanted).GroupBy(Leader).Where(group => group.Skip(1).Any()).Select(group => (IReadOnlyList<int>)[.. group])];

        int Leader(int row)
        {
            while (leaders[row] != row) row = leaders[row] = leaders[leaders[row]];
            return row;
        }
    }
}
