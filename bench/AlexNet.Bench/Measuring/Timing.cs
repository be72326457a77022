using System.Diagnostics;

namespace AlexNet.Bench.Measuring;

/// <summary>Seconds that work takes.</summary>
internal static class Timing
{
    /// <summary>One run.</summary>
    public static double Seconds(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>The same work on several threads at once: from the common start until the last one is done.</summary>
    /// <param name="threads">Number of threads, the caller's included.</param>
    /// <param name="work">Gets the number of its thread, from 0.</param>
    public static double Seconds(int threads, Action<int> work)
    {
        if (threads == 1) return ThreadClock.UndisturbedSeconds(() => work(0));
        using var start = new Barrier(threads);
        var begun = new long[threads];
        var ended = new long[threads];
        void Run(int thread)
        {
            start.SignalAndWait();
            begun[thread] = Stopwatch.GetTimestamp();
            work(thread);
            ended[thread] = Stopwatch.GetTimestamp();
        }
        var others = Enumerable.Range(1, threads - 1).Select(index => new Thread(() => Run(index))).ToList();
        others.ForEach(thread => thread.Start());
        Run(0);
        others.ForEach(thread => thread.Join());
        return Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalSeconds;
    }

    /// <summary>Runs work again and again until the JIT compiler has made its final code of it.</summary>
    public static void WarmUp(Action work, double seconds = 0.4)
    {
        // The final code comes 100 ms after the last method was first called, made on a background thread.
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds;) work();
    }
}
