namespace AlexNet.Engine.Devices;

/// <summary>Collects the ends of a call, one a device, from whichever threads they come. Used again for every call, so that a call allocates nothing.</summary>
internal sealed class CallEnds : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Exception?[] _errors;
    private readonly bool[] _ended;
    private readonly Action<Exception?>[] _callbacks;
    private int _left;
    private int _failed;

    /// <param name="devices">Number of devices.</param>
    public CallEnds(int devices)
    {
        _errors = new Exception?[devices];
        _ended = new bool[devices];
        _callbacks = [.. Enumerable.Range(0, devices).Select(device => (Action<Exception?>)(error => End(device, error)))];
    }

    /// <summary>Whether some device has failed, or has been cancelled.</summary>
    public bool HasFailed => Volatile.Read(ref _failed) != 0;

    /// <summary>What a device calls at its end.</summary>
    public Action<Exception?> this[int device] => _callbacks[device];

    /// <summary>Begins a call.</summary>
    public void Begin()
    {
        Array.Clear(_errors);
        Array.Clear(_ended);
        while (_changed.Wait(0)) { }
        _failed = 0;
        Volatile.Write(ref _left, _ended.Length);
    }

    /// <summary>Waits for the next end, or for so long; says whether all devices have ended.</summary>
    public bool Wait(int milliseconds)
    {
        if (Volatile.Read(ref _left) > 0) _changed.Wait(milliseconds);
        return Volatile.Read(ref _left) == 0;
    }

    /// <summary>Whether a device has ended.</summary>
    public bool HasEnded(int device) => Volatile.Read(ref _ended[device]);

    /// <summary>The index of the first device that did not end as it should, and why: a failure before a cancellation. -1 for none.</summary>
    public (int Device, Exception? Error) FirstError()
    {
        var device = Array.FindIndex(_errors, error => error is not null and not OperationCanceledException);
        if (device < 0) device = Array.FindIndex(_errors, error => error is not null);
        return (device, device < 0 ? null : _errors[device]);
    }

    /// <inheritdoc/>
    public void Dispose() => _changed.Dispose();

    private void End(int device, Exception? error)
    {
        _errors[device] = error;
        if (error is not null) Volatile.Write(ref _failed, 1);
        Volatile.Write(ref _ended[device], true);
        Interlocked.Decrement(ref _left);
        _changed.Release();
    }
}
