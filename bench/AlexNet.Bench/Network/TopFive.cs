namespace AlexNet.Bench.Network;

/// <summary>The five likeliest classes.</summary>
internal static class TopFive
{
    private const int Count = 5;

    /// <summary>The share of one's five that the other has too.</summary>
    public static double Agreement(float[] ones, float[] others) => Of(ones).Intersect(Of(others)).Count() / (double)Count;

    private static IEnumerable<int> Of(float[] logits) => Enumerable.Range(0, logits.Length).OrderByDescending(index => logits[index]).Take(Count);
}
