using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Tests.Threading;

public class ThreadTeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void EveryPieceRunsOnceWhateverTheRhythm(int size)
    {
        using var team = new ThreadTeam(size);
        var counts = new int[1000];
        for (var round = 0; round < 300; round++)
        {
            // Pauses let workers fall asleep between loops; their absence lets them meet the next loop awake.
            if (round % 50 == 0) Thread.Sleep(20);
            Array.Clear(counts);
            var length = round % 7 == 0 ? 1 : round * 3 % 1000;
            var body = new Count { Counts = counts, Workers = size };
            team.For(length, ref body);
            Assert.All(counts.Take(length), count => Assert.Equal(1, count));
            Assert.All(counts.Skip(length), count => Assert.Equal(0, count));
        }
    }

    [Fact]
    public void AnErrorInAPieceReachesTheCallerAndTheTeamLives()
    {
        using var team = new ThreadTeam(3);
        for (var round = 0; round < 20; round++)
        {
            var bad = new Throw();
            Assert.Throws<InvalidTimeZoneException>(() => team.For(100, ref bad));
            var counts = new int[50];
            var good = new Count { Counts = counts, Workers = 3 };
            team.For(50, ref good);
            Assert.All(counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void CancellationEndsTheLoop()
    {
        using var team = new ThreadTeam(2);
        using var source = new CancellationTokenSource();
        team.Cancellation = source.Token;
        var counts = new int[100_000];
        var body = new Count { Counts = counts, Workers = 2, CancelAt = 10, Source = source };
        Assert.Throws<OperationCanceledException>(() => team.For(counts.Length, ref body));
        Assert.True(counts.Sum() < counts.Length);
    }

    [Fact]
    public void DisposalEndsTheThreads()
    {
        // By name: other tests' threads come and go meanwhile.
        var team = new ThreadTeam(4);
        var body = new Remember { Threads = new Thread[1000] };
        team.For(1000, ref body);
        team.Dispose();
        Assert.All(body.Threads.Where(thread => thread != Thread.CurrentThread), thread => Assert.False(thread.IsAlive));
    }

    [Fact]
    public void TheBudgetNeverRunsDry()
    {
        var grants = Enumerable.Range(0, 20).Select(_ => ThreadBudget.Take(4)).ToList();
        Assert.All(grants, grant => Assert.InRange(grant, 1, 4));
        grants.ForEach(ThreadBudget.Return);
    }

    private struct Count : IParallelBody
    {
        public required int[] Counts { get; init; }

        public required int Workers { get; init; }

        public int? CancelAt { get; init; }

        public CancellationTokenSource? Source { get; init; }

        public readonly void Run(int index, int worker)
        {
            Assert.InRange(worker, 0, Workers - 1);
            Interlocked.Increment(ref Counts[index]);
            if (index == CancelAt) Source!.Cancel();
        }
    }

    private struct Throw : IParallelBody
    {
        public readonly void Run(int index, int worker)
        {
            if (index == 7) throw new InvalidTimeZoneException();
        }
    }

    private struct Remember : IParallelBody
    {
        public required Thread[] Threads { get; init; }

        public readonly void Run(int index, int worker)
        {
            Threads[index] = Thread.CurrentThread;
            Thread.SpinWait(200);
        }
    }
}
