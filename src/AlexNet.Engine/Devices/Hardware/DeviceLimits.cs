using System.Diagnostics;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>What some cores do at most: the best of a few short runs, all of them at once, each thread kept on them.</summary>
/// <param name="IsPinned">Whether the system kept the threads there.</param>
/// <param name="Gigaflops">Multiply-adds in registers.</param>
/// <param name="GigabytesPerSecond">Reads of memory that no cache holds.</param>
internal sealed record DeviceLimits(bool IsPinned, double Gigaflops, double GigabytesPerSecond)
{
    private const int Runs = 4;
    private const double FlopsOfRun = 4e8;

    // Four times the largest last-level cache that is usual beside a few cores.
    private const long BytesOfThread = 128L << 20;
    private const int Streams = 4;

    private static float _sink;

    /// <summary>Measures.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static unsafe DeviceLimits Measure(IReadOnlyList<int> cores, CancellationToken cancellation)
    {
        var rounds = (long)(FlopsOfRun / FmaLoop.Flops);
        var floats = BytesOfThread / sizeof(float) / ReadLoop.Step * ReadLoop.Step;
        var buffers = cores.Select(_ => new NativeBuffer(floats)).ToList();
        try
        {
            double flops = 0, bytes = 0;
            var isPinned = true;
            for (var run = 0; run < Runs; run++)
            {
                cancellation.ThrowIfCancellationRequested();
                flops = Math.Max(flops, cores.Count * rounds * FmaLoop.Flops / Seconds(cores, ref isPinned, _ => FmaLoop.Run(rounds)));
                bytes = Math.Max(bytes, cores.Count * floats * sizeof(float) / Seconds(cores, ref isPinned, thread => _sink = ReadLoop.ReadFour(buffers[thread].Pointer, floats / Streams)));
            }
            return new DeviceLimits(isPinned, flops / 1e9, bytes / 1e9);
        }
        finally
        {
            buffers.ForEach(buffer => buffer.Dispose());
        }
    }

    /// <summary>From the common start to the last end of one thread a core.</summary>
    private static double Seconds(IReadOnlyList<int> cores, ref bool isPinned, Action<int> work)
    {
        using var start = new Barrier(cores.Count);
        var (begun, ended, pinned) = (new long[cores.Count], new long[cores.Count], new bool[cores.Count]);
        void Run(int index)
        {
            pinned[index] = Affinity.Pin([cores[index]]);
            start.SignalAndWait();
            begun[index] = Stopwatch.GetTimestamp();
            work(index);
            ended[index] = Stopwatch.GetTimestamp();
        }
        var threads = Enumerable.Range(0, cores.Count).Select(index => new Thread(() => Run(index))).ToList();
        threads.ForEach(thread => thread.IsBackground = true);
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        isPinned &= pinned.All(one => one);
        return Stopwatch.GetElapsedTime(begun.Min(), ended.Max()).TotalSeconds;
    }
}
