using AlexNet.Imaging.Classification;

namespace AlexNet.Imaging.Tests.Classification;

public class ComputeTurnTests
{
    [Fact]
    public async Task WhoFindsNoCoreFreeTakesItsTurnOrIsCancelled()
    {
        var all = ComputeTurns.Take(0, default);
        Assert.Equal(Environment.ProcessorCount, all);
        using var cancellation = new CancellationTokenSource();
        var cancelled = Task.Run(() => ComputeTurns.Take(1, cancellation.Token));
        var patient = Task.Run(() => ComputeTurns.Take(1000, default));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(patient.IsCompleted);
        ComputeTurns.Return(all);
        // Nobody gets more than there are.
        Assert.Equal(Environment.ProcessorCount, await patient);
        ComputeTurns.Return(Environment.ProcessorCount);
    }

    [Fact]
    public void ManyAtOnceNeverHoldMoreThanTheCores()
    {
        var (held, most) = (0, 0);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, index =>
        {
            var taken = ComputeTurns.Take(1 + index % 3, default);
            var now = Interlocked.Add(ref held, taken);
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, now, seen);
            Thread.Yield();
            Interlocked.Add(ref held, -taken);
            ComputeTurns.Return(taken);
        });
        Assert.InRange(most, 1, Environment.ProcessorCount);
        Assert.Equal(0, held);
    }
}
