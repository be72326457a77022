using AlexNet.Imaging.Classification;

namespace AlexNet.Imaging.Tests.Classification;

[Collection(ProcessCollection.Name)]
public class ComputePoolTests
{
    [Fact]
    public async Task WhoFindsNoCoreFreeTakesItsTurnOrIsCancelled()
    {
        using var begun = new ManualResetEventSlim();
        using var end = new ManualResetEventSlim();
        var all = Task.Run(() => ComputePool.Run(0, () => { begun.Set(); end.Wait(); }, default));
        begun.Wait();
        Assert.False(ComputePool.IsIdle);
        using var cancellation = new CancellationTokenSource();
        var ran = false;
        var cancelled = Task.Run(() => ComputePool.Run(1, () => ran = true, cancellation.Token));
        // Nobody needs more threads than there are cores.
        var patient = Task.Run(() => ComputePool.Run(1000, () => { }, default));
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(patient.IsCompleted);
        end.Set();
        await Task.WhenAll(all, patient);
        Assert.False(ran);
        Assert.True(SpinWait.SpinUntil(() => ComputePool.IsIdle, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void ManyAtOnceNeverHoldMoreThanTheCores()
    {
        var (held, most, runs) = (0, 0, 0);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 16 }, index =>
        {
            var threads = Math.Min(1 + index % 3, Environment.ProcessorCount);
            ComputePool.Run(1 + index % 3, () =>
            {
                var now = Interlocked.Add(ref held, threads);
                for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most)) Interlocked.CompareExchange(ref most, now, seen);
                Thread.Yield();
                Interlocked.Add(ref held, -threads);
                Interlocked.Increment(ref runs);
            }, default);
        });
        Assert.InRange(most, 1, Environment.ProcessorCount);
        Assert.Equal((0, 64), (held, runs));
    }

    [Fact]
    public void WhatTheWorkThrowsIsThrownToWhoAskedForIt()
    {
        var error = Assert.Throws<InvalidDataException>(() => ComputePool.Run(1, () => throw new InvalidDataException("of the work"), default));
        Assert.Equal("of the work", error.Message);
        var ran = false;
        ComputePool.Run(1, () => ran = true, default);
        Assert.True(ran);
    }

    [Fact]
    public void WorkThatHasBegunIsWaitedForThoughCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var ended = false;
        ComputePool.Run(1, () =>
        {
            cancellation.Cancel();
            Thread.Sleep(50);
            ended = true;
        }, cancellation.Token);
        Assert.True(ended);
    }

    [Fact]
    public void TheSameThreadsComputeForAll()
    {
        var threads = new HashSet<int>();
        for (var caller = 0; caller < 4 * Environment.ProcessorCount; caller++)
        {
            var thread = new Thread(() => ComputePool.Run(0, () => threads.Add(Environment.CurrentManagedThreadId), default));
            thread.Start();
            thread.Join();
        }
        Assert.InRange(threads.Count, 1, Environment.ProcessorCount);
    }
}
