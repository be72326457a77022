using System.Runtime.ExceptionServices;

namespace AlexNet.Imaging.Classification;

/// <summary>
/// Computes the batches of all classifiers of the process in turn, as many at once as their threads fit onto the cores. Thirty-two runspaces that classify at once would drive one another's
/// maps out of the caches; and while one waits for its turn its photos are decoded, so that its batch is full when that comes.
/// </summary>
/// <remarks>
/// The threads are the pool's, not the classifiers': one that goes from batch to batch stays where it is, and finds the workers of its session still awake. One that is woken for each
/// batch begins on its waker's core, beside what still runs there, until the system moves it milliseconds later.
/// </remarks>
internal static class ComputePool
{
    // How long a thread waits for its next batch.
    private const int LingerMilliseconds = 1000;

    // All below is guarded by the gate, on which every change is pulsed. First come, first served.
    private static readonly object Gate = new();
    private static readonly LinkedList<Turn> Waiting = new();
    private static int _used, _threads, _free;

    /// <summary>Whether nobody computes and nobody waits to.</summary>
    public static bool IsIdle
    {
        get
        {
            lock (Gate) return _used == 0 && Waiting.Count == 0;
        }
    }

    /// <summary>Waits until so many threads, or all cores where there are fewer, are free, and until the work is done on them.</summary>
    /// <param name="threads">That the work uses, its own included; 0 for one a core.</param>
    /// <param name="work">Looks at the cancellation itself, once it has begun. What it throws is thrown here.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public static void Run(int threads, Action work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var turn = new Turn(threads == 0 ? Environment.ProcessorCount : Math.Min(threads, Environment.ProcessorCount), work);
        LinkedListNode<Turn> place;
        lock (Gate)
        {
            place = Waiting.AddLast(turn);
            if (Waiting.Count > _free && _threads < Environment.ProcessorCount) Start();
            Monitor.PulseAll(Gate);
        }
        try
        {
            turn.Ended.Wait(cancellation);
        }
        catch (OperationCanceledException)
        {
            if (Withdraw(place)) throw;
            turn.Ended.Wait(CancellationToken.None);
        }
        turn.Error?.Throw();
    }

    private static bool Withdraw(LinkedListNode<Turn> place)
    {
        lock (Gate)
        {
            // No list: it has begun.
            if (place.List is null) return false;
            Waiting.Remove(place);
            // The next one may fit beside those who compute.
            Monitor.PulseAll(Gate);
            return true;
        }
    }

    private static void Start()
    {
        _threads++;
        new Thread(Work) { IsBackground = true, Name = "AlexNet compute" }.Start();
    }

    private static void Work()
    {
        while (Next() is { } turn)
        {
            turn.Run();
            lock (Gate)
            {
                _used -= turn.Threads;
                Monitor.PulseAll(Gate);
            }
            turn.Ended.Release();
            DecoderPool.Look();
        }
    }

    /// <summary>The first in line, once it fits; null when the thread shall end.</summary>
    private static Turn? Next()
    {
        lock (Gate)
        {
            while (true)
            {
                if (Waiting.First is { } first && _used + first.Value.Threads <= Environment.ProcessorCount)
                {
                    Waiting.Remove(first);
                    _used += first.Value.Threads;
                    return first.Value;
                }
                _free++;
                var pulsed = Monitor.Wait(Gate, LingerMilliseconds);
                _free--;
                if (pulsed || Waiting.Count > 0) continue;
                _threads--;
                return null;
            }
        }
    }

    /// <summary>A place in the line.</summary>
    private sealed class Turn(int threads, Action work)
    {
        public int Threads { get; } = threads;

        // Never disposed of: it holds nothing of the system's, and who releases it may still be in that when the one who waited goes on.
        public SemaphoreSlim Ended { get; } = new(0);

        public ExceptionDispatchInfo? Error { get; private set; }

        public void Run()
        {
            try
            {
                work();
            }
            catch (Exception error)
            {
                Error = ExceptionDispatchInfo.Capture(error);
            }
        }
    }
}
