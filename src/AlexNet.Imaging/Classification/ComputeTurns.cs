namespace AlexNet.Imaging.Classification;

/// <summary>
/// Lets the classifiers of a process compute in turn, as many at once as their threads fit onto the cores. Thirty-two runspaces that classify at once would drive one another's maps out of
/// the caches; and while one waits for its turn its photos are decoded, so that its batch is full when that comes.
/// </summary>
internal static class ComputeTurns
{
    // How late a cancellation may be noticed.
    private const int LookMilliseconds = 25;

    private static readonly object Gate = new();

    // Both are guarded by the gate, on which every change is pulsed. First come, first served.
    private static readonly LinkedList<int> Waiting = new();
    private static int _used;

    /// <summary>Waits until so many threads, or all cores where there are fewer, are free; returns how many were taken.</summary>
    /// <exception cref="OperationCanceledException">Cancelled while it waited.</exception>
    public static int Take(int threads, CancellationToken cancellation)
    {
        var cores = Environment.ProcessorCount;
        var wanted = threads == 0 ? cores : Math.Min(threads, cores);
        lock (Gate)
        {
            var place = Waiting.AddLast(wanted);
            try
            {
                while (place != Waiting.First || _used + wanted > cores)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(Gate, LookMilliseconds);
                }
                _used += wanted;
                return wanted;
            }
            finally
            {
                Waiting.Remove(place);
                // The next one may fit beside this one.
                Monitor.PulseAll(Gate);
            }
        }
    }

    /// <summary>Gives back what <see cref="Take"/> took.</summary>
    public static void Return(int taken)
    {
        lock (Gate)
        {
            _used -= taken;
            Monitor.PulseAll(Gate);
        }
    }
}
