using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Tests.Threading;

public class ThreadBudgetTests
{
    [Fact]
    public void APassThatFindsNoThreadTakesItsTurnOrIsCancelled()
    {
        // More than there are: whoever else runs passes in this process has no say in it.
        var all = Environment.ProcessorCount + 64;
        var first = ThreadBudget.TakeTurn(all, default);
        using var cancellation = new CancellationTokenSource();
        var cancelled = Task.Run(() => ThreadBudget.TakeTurn(1, cancellation.Token));
        var second = Task.Run(() => ThreadBudget.TakeTurn(2, default));
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => cancelled.GetAwaiter().GetResult());
        ThreadBudget.ReturnTurn(first);
        var granted = second.GetAwaiter().GetResult();
        Assert.InRange(granted, 1, 2);
        ThreadBudget.ReturnTurn(granted);
    }

    [Fact]
    public void APassInsideAPassIsNotWaitedForForever()
    {
        var outer = ThreadBudget.TakeTurn(Environment.ProcessorCount + 64, default);
        var inner = ThreadBudget.TakeTurn(1, default);
        Assert.Equal(1, inner);
        ThreadBudget.ReturnTurn(inner);
        ThreadBudget.ReturnTurn(outer);
    }

    [Fact]
    public void AStepOfTrainingIsNotWaitedFor()
    {
        var training = ThreadBudget.Take(Environment.ProcessorCount + 64);
        var pass = ThreadBudget.TakeTurn(4, default);
        Assert.InRange(pass, 1, 4);
        ThreadBudget.ReturnTurn(pass);
        ThreadBudget.Return(training);
    }
}
