using AlexNet.Engine.Similarity;

namespace AlexNet.Engine.Tests.Similarity;

[Trait("Category", "Kernel")]
public class UnitRowsTests
{
    [Fact]
    public void AValueIsWithinA60ThousandthOfTheLargest()
    {
        var random = new Random(1);
        var values = Directions.Rectified(random, 1001);
        var norm = Math.Sqrt(values.Sum(value => (double)value * value));
        using var rows = new UnitRows(values.Length, 2);
        rows.Set(1, values);
        var stored = new float[values.Length];
        rows.CopyTo(1, stored);
        var most = values.Max() / norm / 60_000;
        Assert.Equal(1, stored.Sum(value => (double)value * value), 1e-6);
        Assert.All(values.Zip(stored), pair => Assert.Equal(pair.First / norm, pair.Second, most));
    }

    [Fact]
    public void TheErrorIsTheLengthOfWhatTheCoarseBytesLeaveOut()
    {
        var values = Near.Random(new Random(2), 333);
        using var rows = new UnitRows(values.Length, 1);
        rows.Set(0, values);
        var stored = new float[values.Length];
        rows.CopyTo(0, stored);
        var left = rows.Coarse(0, 1).ToArray().Zip(stored, (coarse, value) => value - (sbyte)coarse * (double)rows.Scale(0)).Sum(rest => rest * rest);
        Assert.Equal(Math.Sqrt(left), rows.Error(0), 1e-6);
    }

    [Fact]
    public void OneOfZerosStaysOne()
    {
        using var rows = new UnitRows(10, 1);
        rows.Set(0, new float[10]);
        var stored = new float[10];
        rows.CopyTo(0, stored);
        Assert.Equal(new float[10], stored);
        Assert.Equal(0, rows.Scale(0));
    }
}
