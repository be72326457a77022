namespace AlexNet.Imaging.Classification;

/// <summary>
/// Lets the classifiers of a process compute in turn, as many at once as their threads fit onto the cores. Thirty-two runspaces that classify at once would drive one another's maps out of
/// the caches; and while one waits for its turn its photos are decoded, so that its batch is full when that comes.
/// </summary>
internal static class ComputeTurns
{
    private static readonly object Gate = new();

    // Both are guarded by the gate. First come, first served.
    private static readonly LinkedList<Turn> Waiting = new();
    private static int _used;

    /// <summary>Whether nobody computes and nobody waits to.</summary>
    public static bool AreIdle
    {
        get
        {
            lock (Gate) return _used == 0 && Waiting.Count == 0;
        }
    }

    /// <summary>Waits until so many threads, or all cores where there are fewer, are free; returns how many were taken.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public static int Take(int threads, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var cores = Environment.ProcessorCount;
        var turn = new Turn(threads == 0 ? cores : Math.Min(threads, cores));
        LinkedListNode<Turn> place;
        lock (Gate)
        {
            place = Waiting.AddLast(turn);
            GrantFirst();
        }
        try
        {
            turn.Granted.Wait(cancellation);
            return turn.Threads;
        }
        catch (OperationCanceledException)
        {
            lock (Gate)
            {
                // Granted and cancelled at once; else the next one may fit beside those who compute.
                if (place.List is null) _used -= turn.Threads;
                else Waiting.Remove(place);
                GrantFirst();
            }
            throw;
        }
    }

    /// <summary>Gives back what <see cref="Take"/> took.</summary>
    public static void Return(int taken)
    {
        lock (Gate)
        {
            _used -= taken;
            GrantFirst();
        }
        DecoderPool.Look();
    }

    private static void GrantFirst()
    {
        while (Waiting.First is { } first && _used + first.Value.Threads <= Environment.ProcessorCount)
        {
            Waiting.Remove(first);
            _used += first.Value.Threads;
            first.Value.Granted.Release();
        }
    }

    /// <summary>A place in the line.</summary>
    private sealed class Turn(int threads)
    {
        public int Threads { get; } = threads;

        // Never disposed of: it holds nothing of the system's, and who grants may still be in its release when the one who waited goes on.
        public SemaphoreSlim Granted { get; } = new(0);
    }
}
