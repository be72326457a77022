namespace AlexNet.Engine.Threading;

/// <summary>
/// Keeps sessions that run at the same time, in this process, from using more threads than the machine has cores.
/// A session takes what is free for one forward pass; its answer does not depend on how much that is.
/// </summary>
internal static class ThreadBudget
{
    private static int _used;

    /// <summary>Takes up to <paramref name="wanted"/> threads, but always at least the caller's own.</summary>
    public static int Take(int wanted)
    {
        // Somebody who asks for more threads than there are cores, alone, gets them: tests do.
        var capacity = Math.Max(Environment.ProcessorCount, wanted);
        while (true)
        {
            var used = Volatile.Read(ref _used);
            var granted = Math.Clamp(capacity - used, 1, wanted);
            if (Interlocked.CompareExchange(ref _used, used + granted, used) == used) return granted;
        }
    }

    /// <summary>Gives back what <see cref="Take"/> granted.</summary>
    public static void Return(int granted) => Interlocked.Add(ref _used, -granted);
}
