namespace AlexNet.Imaging.Decoding;

/// <summary>
/// Bytes that decoders may hold for pixels at one time. Who needs more than is left waits before it allocates, in the order of asking, so that a large picture
/// is not passed over for ever; one larger than all there is gets its turn alone. Nobody waits for a second share while holding one, so nobody waits for ever.
/// </summary>
internal sealed class PixelBudget(long limit)
{
    private readonly object _gate = new();
    private readonly Queue<Share> _waiting = [];
    private long _used;

    /// <summary>Of all decoders in the process, those included that were given up and have not ended.</summary>
    public static PixelBudget Shared { get; } = new(512L << 20);

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>Waits for so many bytes; disposing of the share gives them back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IDisposable Take(long bytes, CancellationToken cancellation)
    {
        var share = new Share(this, bytes);
        if (bytes == 0) return share;
        // Unregistered, not disposed of: disposal would wait for a callback that waits for the gate.
        var wake = cancellation.UnsafeRegister(static budget => ((PixelBudget)budget!).Pulse(), this);
        try
        {
            lock (_gate)
            {
                _waiting.Enqueue(share);
                while (_waiting.Peek() != share || (_used > 0 && _used + bytes > limit))
                {
                    if (cancellation.IsCancellationRequested) LeaveQueue(share);
                    cancellation.ThrowIfCancellationRequested();
                    Monitor.Wait(_gate);
                }
                LeaveQueue(share);
                _used += bytes;
            }
        }
        finally
        {
            wake.Unregister();
        }
        return share;
    }

    private void LeaveQueue(Share share)
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            var first = _waiting.Dequeue();
            if (first != share) _waiting.Enqueue(first);
        }
        Monitor.PulseAll(_gate);
    }

    private void Pulse()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private void Return(long bytes)
    {
        lock (_gate)
        {
            _used -= bytes;
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Share(PixelBudget budget, long bytes) : IDisposable
    {
        private long _bytes = bytes;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _bytes, 0) is > 0 and var held) budget.Return(held);
        }
    }
}
