using AlexNet.Engine.Similarity;

namespace AlexNet.Engine.Tests.Similarity;

[Trait("Category", "Kernel")]
public class NeighbourSearchTests
{
    [Theory]
    [InlineData(4096, 10)]
    [InlineData(37, 3)]
    [InlineData(1, 1)]
    [InlineData(16, 500)]
    public void TheNearestAreThoseOfAPlainSearch(int length, int count)
    {
        var random = new Random(length);
        var parts = Directions.Parts(length, _ => Near.Random(random, length), 100, 0, 1, 71);
        var query = Near.Random(random, length);
        using var search = new NeighbourSearch(parts);
        Check(Directions.Stored(parts), query, search.Nearest(query, count), count);
    }

    [Fact]
    public void RowsThatDifferInTheirFineBytesAloneAreTold()
    {
        // The coarse step of these rows is a 127th of one; they differ by a 10,000th.
        var random = new Random(5);
        var parts = Directions.Parts(64, number => [1, .. Enumerable.Range(0, 63).Select(i => i == number ? 1e-4f : 0)], 63);
        using var search = new NeighbourSearch(parts);
        for (var wanted = 0; wanted < 63; wanted += 7)
        {
            float[] query = [0, .. Enumerable.Range(0, 63).Select(i => i == wanted ? 1f : 0)];
            Assert.Equal(wanted, search.Nearest(query, 1)[0].Row);
        }
    }

    [Fact]
    public void TheTenNearestAreThoseOfTheVectorsBeforeTheyWereStored()
    {
        var random = new Random(6);
        float[][] rows = [.. Enumerable.Range(0, 1000).Select(_ => Directions.Rectified(random, 512))];
        using var search = new NeighbourSearch(Directions.Parts(512, number => rows[number], 1000));
        for (var i = 0; i < 20; i++)
        {
            var query = Directions.Rectified(random, 512);
            var expected = Enumerable.Range(0, rows.Length).OrderByDescending(row => Directions.Cosine(rows[row], query)).Take(10);
            Assert.Equal(expected, search.Nearest(query, 10).Select(match => match.Row));
        }
    }

    [Fact]
    public void ThreadsAndBlocksDoNotMoveABit()
    {
        var random = new Random(7);
        float[][] rows = [.. Enumerable.Range(0, 200).Select(_ => Near.Random(random, 100))];
        var query = Near.Random(random, 100);
        using var one = new NeighbourSearch(Directions.Parts(100, number => rows[number], 200), threads: 1);
        using var three = new NeighbourSearch(Directions.Parts(100, number => rows[number], 50, 33, 117), threads: 3);
        Assert.Equal(one.Nearest(query, 20), three.Nearest(query, 20));
    }

    [Fact]
    public void OnlyWantedRowsAreFound()
    {
        var random = new Random(8);
        var parts = Directions.Parts(50, _ => Near.Random(random, 50), 40);
        using var search = new NeighbourSearch(parts);
        var query = Near.Random(random, 50);
        Assert.All(search.Nearest(query, 30, row => row % 2 == 1), match => Assert.Equal(1, match.Row % 2));
        Assert.Equal(20, search.Nearest(query, 30, row => row % 2 == 1).Count);
        Assert.Empty(search.Nearest(query, 30, _ => false));
    }

    [Fact]
    public void TheSameDirectionIsOneAndNothingIsLikeZeros()
    {
        var random = new Random(9);
        var query = Near.Random(random, 300);
        var parts = Directions.Parts(300, number => number switch { 0 => new float[300], 1 => [.. query.Select(value => 3e20f * value)], _ => [.. query.Select(value => -value)] }, 3);
        using var search = new NeighbourSearch(parts);
        var found = search.Nearest(query, 3);
        Assert.Equal([1, 0, 2], found.Select(match => match.Row));
        Assert.Equal(1, found[0].Similarity, Directions.Tolerance);
        Assert.Equal(0, found[1].Similarity);
        Assert.Equal(-1, found[2].Similarity, Directions.Tolerance);
        Assert.All(search.Nearest(new float[300], 3), match => Assert.Equal(0, match.Similarity));
    }

    [Fact]
    public void WhatIsNoDirectionIsRefused()
    {
        using var search = new NeighbourSearch(Directions.Parts(8, _ => new float[8], 1));
        Assert.Contains("value 2 is NaN", Assert.Throws<ArgumentException>(() => search.Nearest([1, 2, float.NaN, 4, 5, 6, 7, 8], 1)).Message);
        Assert.Contains("found 7 values, but a row has 8", Assert.Throws<ArgumentException>(() => search.Nearest(new float[7], 1)).Message);
        Assert.Throws<ArgumentException>(() => new NeighbourSearch([new UnitRows(8, 1), new UnitRows(9, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnitRows(8, 1).Restore(0, float.NaN, 0));
        Assert.ThrowsAny<OperationCanceledException>(() => search.Nearest(new float[8], 1, null, new CancellationToken(true)));
    }

    private static void Check(float[][] rows, float[] query, IReadOnlyList<Match> found, int count)
    {
        double[] cosines = [.. rows.Select(row => Directions.Cosine(row, query))];
        double[] expected = [.. cosines.OrderDescending().Take(count)];
        Assert.Equal(expected.Length, found.Count);
        Assert.Equal(found.Count, found.Select(match => match.Row).Distinct().Count());
        foreach (var (rank, match) in found.Index())
        {
            Assert.Equal(expected[rank], match.Similarity, 2e-5);
            Assert.Equal(cosines[match.Row], match.Similarity, 2e-5);
        }
    }
}
