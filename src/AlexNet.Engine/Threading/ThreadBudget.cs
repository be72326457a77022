namespace AlexNet.Engine.Threading;

/// <summary>
/// Keeps sessions that run at the same time, in this process, from using more threads than the machine has cores.
/// A session takes what is free for one forward pass; its answer does not depend on how much that is.
/// </summary>
internal static class ThreadBudget
{
    // A pass that takes longer than this, with no other ended meanwhile, may be waiting for the one that asks: an observer can run a session of its own.
    private const int PatienceMilliseconds = 1000;

    // How late a cancellation may be noticed.
    private const int LookMilliseconds = 25;

    private static readonly object Gate = new();

    // All below is guarded by the gate, on which every return of a turn is pulsed. First come, first served.
    private static readonly LinkedList<object> Waiting = new();
    private static long _lastGrant;
    private static int _used;
    private static int _turns;

    /// <summary>Takes up to <paramref name="wanted"/> threads, but always at least the caller's own.</summary>
    public static int Take(int wanted)
    {
        lock (Gate) return Grant(wanted);
    }

    /// <summary>Gives back what <see cref="Take"/> granted.</summary>
    public static void Return(int granted)
    {
        lock (Gate) _used -= granted;
    }

    /// <summary>
    /// Takes threads for a forward pass, and while other passes have them all, waits for its turn: thirty-two passes that shared two cores would drive one another's maps out of the
    /// caches. For what is longer than a pass, as a step of training is, it does not wait.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public static int TakeTurn(int wanted, CancellationToken cancellation)
    {
        lock (Gate)
        {
            if (Waiting.Count > 0 || !HasRoom(wanted)) Wait(wanted, cancellation);
            _turns++;
            _lastGrant = Environment.TickCount64;
            return Grant(wanted);
        }
    }

    /// <summary>Gives back what <see cref="TakeTurn"/> granted.</summary>
    public static void ReturnTurn(int granted)
    {
        lock (Gate)
        {
            _turns--;
            _used -= granted;
            if (Waiting.Count > 0) Monitor.PulseAll(Gate);
        }
    }

    // Somebody who asks for more threads than there are cores, alone, gets them: tests do.
    private static int Capacity(int wanted) => Math.Max(Environment.ProcessorCount, wanted);

    private static bool HasRoom(int wanted) => _turns == 0 || _used < Capacity(wanted);

    private static int Grant(int wanted)
    {
        var granted = Math.Clamp(Capacity(wanted) - _used, 1, wanted);
        _used += granted;
        return granted;
    }

    private static void Wait(int wanted, CancellationToken cancellation)
    {
        var turn = Waiting.AddLast(new object());
        var arrival = Environment.TickCount64;
        try
        {
            while (turn != Waiting.First || !HasRoom(wanted))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Environment.TickCount64 - Math.Max(arrival, _lastGrant) > PatienceMilliseconds) return;
                Monitor.Wait(Gate, LookMilliseconds);
            }
        }
        finally
        {
            Waiting.Remove(turn);
            // The next one may find a thread left over.
            if (Waiting.Count > 0) Monitor.PulseAll(Gate);
        }
    }
}
