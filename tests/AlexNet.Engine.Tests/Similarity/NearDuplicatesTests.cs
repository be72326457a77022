using AlexNet.Engine.Similarity;

namespace AlexNet.Engine.Tests.Similarity;

[Trait("Category", "Kernel")]
public class NearDuplicatesTests
{
    private const int Length = 96;

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.75)]
    [InlineData(-1)]
    public void ThePairsAreThoseOfAPlainSearch(double threshold)
    {
        var parts = Rows(150, 40);
        var rows = Directions.Stored(parts);
        bool IsWanted(int row) => row % 3 != 1;
        var found = PairSearch.Find(parts, threshold, IsWanted, threads: 3).ToDictionary(pair => (pair.First, pair.Second), pair => pair.Similarity);
        for (var one = 0; one < rows.Length; one++)
            for (var other = 0; other < rows.Length; other++)
            {
                var cosine = Directions.Cosine(rows[one], rows[other]);
                var isThere = found.TryGetValue((one, other), out var similarity);
                if (one >= other || !IsWanted(one) || !IsWanted(other)) Assert.False(isThere);
                else if (isThere) Assert.Equal(cosine, similarity, 3e-5);
                else Assert.True(cosine < threshold + 3e-5, $"{one} and {other} are {cosine} alike");
            }
    }

    [Fact]
    public void AGroupIsWhatHangsTogether()
    {
        // Copies of two rows with a little noise; a chain whose ends are apart; the rest by themselves.
        var random = new Random(2);
        var (first, second) = (Near.Random(random, Length), Near.Random(random, Length));
        float[] Turned(double angle) => [(float)Math.Cos(angle), (float)Math.Sin(angle), .. new float[Length - 2]];
        var parts = Directions.Parts(Length, number => number switch
        {
            3 or 70 or 90 => [.. first.Select(value => value + (float)(0.01 * random.NextDouble()))],
            5 or 6 => second,
            >= 10 and < 20 => Turned(0.15 * (number - 10)),
            _ => Near.Random(random, Length),
        }, 64, 3, 40);
        var done = new List<int>();
        var groups = NearDuplicates.Find(parts, 0.98, _ => true, progress: new Collect(done));
        Assert.Equal([[3, 70, 90], [5, 6], [10, 11, 12, 13, 14, 15, 16, 17, 18, 19]], groups);
        Assert.Equal(107, done[^1]);
        Assert.Empty(NearDuplicates.Find([], 0.5, _ => true));
        Assert.ThrowsAny<OperationCanceledException>(() => NearDuplicates.Find(parts, 0.98, _ => true, cancellation: new CancellationToken(true)));
    }

    private static IReadOnlyList<UnitRows> Rows(params int[] counts)
    {
        var random = new Random(1);
        return Directions.Parts(Length, _ => Directions.Rectified(random, Length), counts);
    }

    private sealed class Collect(List<int> done) : IProgress<int>
    {
        public void Report(int value) => done.Add(value);
    }
}
