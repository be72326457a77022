using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Tests.Threading;

public class BurstTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Every_piece_runs_once(int count)
    {
        var runs = new int[count];
        Burst.For(count, piece => Interlocked.Increment(ref runs[piece]));
        Assert.All(runs, times => Assert.Equal(1, times));
    }

    [Fact]
    public void An_error_reaches_the_caller_and_ends_the_loop()
    {
        var started = 0;
        var error = Assert.Throws<InvalidDataException>(() => Burst.For(1_000_000, piece =>
        {
            Interlocked.Increment(ref started);
            throw new InvalidDataException($"piece {piece}");
        }));
        Assert.StartsWith("piece ", error.Message, StringComparison.Ordinal);
        Assert.InRange(started, 1, Environment.ProcessorCount);
    }
}
