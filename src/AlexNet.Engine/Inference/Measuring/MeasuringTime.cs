using System.Diagnostics;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>How long something is measured: a number of times, or for so many seconds.</summary>
public sealed record MeasuringTime
{
    // The JIT compiler has made its final code a tenth of a second after the last method was first called; a busy machine is slower.
    private const double MostWarmUpSeconds = 0.4;
    private const int LeastRounds = 3;

    /// <summary>Rounds that count; 0 to measure for <see cref="Seconds"/>.</summary>
    public int Repeat { get; init; }

    /// <summary>Seconds of rounds that count, of which there are three at least.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>Runs some work again and again: first unmeasured, so that code is compiled and memory is touched, then as often as asked for.</summary>
    /// <param name="warmUp">A round that does not count.</param>
    /// <param name="round">A round that does.</param>
    /// <param name="progress">Told which share of it is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends it between two rounds.</param>
    internal void Run(Action warmUp, Action round, IProgress<double>? progress, CancellationToken cancellation)
    {
        var warmUpSeconds = Repeat > 0 ? MostWarmUpSeconds : Math.Min(MostWarmUpSeconds, Seconds);
        Repeated(warmUp, Repeat > 0 ? Repeat : int.MaxValue, least: 1, warmUpSeconds, null, cancellation);
        if (Repeat > 0) Repeated(round, Repeat, Repeat, 0, progress, cancellation);
        else Repeated(round, int.MaxValue, LeastRounds, Seconds, progress, cancellation);
    }

    /// <summary>Runs some work <paramref name="most"/> times, or fewer when the time is over, but never fewer than <paramref name="least"/>.</summary>
    private static void Repeated(Action work, int most, int least, double seconds, IProgress<double>? progress, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        for (var rounds = 1; ; rounds++)
        {
            cancellation.ThrowIfCancellationRequested();
            work();
            var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            progress?.Report(Math.Min(1, Math.Min((double)rounds / least, seconds > 0 ? elapsed / seconds : 1)));
            if (rounds >= most || rounds >= least && elapsed >= seconds) return;
        }
    }
}
