using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Tests.Resizing;

namespace AlexNet.Imaging.Tests.Decoding;

/// <summary>Decoders share memory: they wait, in order, and none for ever.</summary>
public class PixelBudgetTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task WhatDoesNotFitWaitsAndWhatFitsDoesNot()
    {
        var budget = new PixelBudget(100);
        var first = budget.Take(60, default);
        budget.Take(40, default).Dispose();
        var second = Waiting(budget, 60);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(Patience)).Dispose();
        budget.Take(100, default).Dispose();
    }

    [Fact]
    public async Task MoreThanThereIsRunsAloneAndInItsTurn()
    {
        var budget = new PixelBudget(100);
        var small = budget.Take(10, default);
        var giant = Waiting(budget, 1000);
        // It would fit beside the first, but must not pass the giant for ever.
        var late = Waiting(budget, 10);
        small.Dispose();
        var alone = await giant.WaitAsync(Patience);
        Assert.False(late.IsCompleted);
        alone.Dispose();
        (await late.WaitAsync(Patience)).Dispose();
    }

    [Fact]
    public async Task WhoIsCancelledLeavesTheQueue()
    {
        var budget = new PixelBudget(100);
        using var source = new CancellationTokenSource();
        using var first = budget.Take(60, default);
        var cancelled = Waiting(budget, 90, source.Token);
        var next = Waiting(budget, 30);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Patience));
        (await next.WaitAsync(Patience)).Dispose();
    }

    [Fact]
    public async Task ManyOfAllSizesEnd()
    {
        var budget = new PixelBudget(100);
        long held = 0, most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 500; i++)
            {
                var bytes = random.Next(1, 130);
                using var share = budget.Take(bytes, default);
                var now = Interlocked.Add(ref held, bytes);
                if (bytes <= 100) InterlockedMax(ref most, now);
                else Assert.Equal(bytes, now);
                Interlocked.Add(ref held, -bytes);
            }
        }))).WaitAsync(Patience);
        Assert.InRange(most, 1, 100);

        static void InterlockedMax(ref long most, long value)
        {
            for (var seen = Interlocked.Read(ref most); value > seen;)
                seen = Interlocked.CompareExchange(ref most, value, seen) is var found && found == seen ? value : found;
        }
    }

    [Theory]
    [InlineData("png", 1)]
    [InlineData("webp", 1)]
    [InlineData("jpg", 6)]
    public async Task ADecoderAsksBeforeItAllocates(string format, int orientation)
    {
        var picture = ResizerTests.Noise(1, 300, 200);
        var bytes = format switch
        {
            "png" => Encoder.Png(picture),
            "webp" => Encoder.WebP(picture),
            _ => Encoder.WithOrientation(Encoder.Jpeg(picture, 90), orientation),
        };
        var budget = new PixelBudget(300 * 200 * 4);
        var all = budget.Take(1, default);
        var decoding = Task.Run(() => ImageDecoder.Decode(bytes, "photo", new ImageOptions { Budget = budget }));
        Assert.True(SpinWait.SpinUntil(() => budget.Waiting == 1, Patience));
        Assert.False(decoding.IsCompleted);
        all.Dispose();
        Assert.Equal(300 * 200, (await decoding.WaitAsync(Patience)).Pixels.Length / 3);
        // What it held is back.
        budget.Take(300 * 200 * 4, default).Dispose();
    }

    /// <summary>A share asked for on another thread, once it waits.</summary>
    private static Task<IDisposable> Waiting(PixelBudget budget, long bytes, CancellationToken cancellation = default)
    {
        var before = budget.Waiting;
        var share = Task.Run(() => budget.Take(bytes, cancellation));
        Assert.True(SpinWait.SpinUntil(() => budget.Waiting == before + 1, Patience));
        return share;
    }
}
