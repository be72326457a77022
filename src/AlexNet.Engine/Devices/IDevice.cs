namespace AlexNet.Engine.Devices;

/// <summary>
/// Something that computes its share of a network: it has memory, a mailbox in the memory that devices share, and its packed weights. What it runs on is its own
/// affair; all that others need is that it takes a share, begins a call, says when that has ended, and can be told to stop.
/// </summary>
internal interface IDevice : IDisposable
{
    /// <summary>Name, as in <c>cpu0</c>.</summary>
    string Name { get; }

    /// <summary>Bytes of weights that it holds, as they are stored.</summary>
    long WeightBytes { get; }

    /// <summary>The process it computes in.</summary>
    int ProcessId { get; }

    /// <summary>Whether it can take calls; one that cannot is replaced before the next.</summary>
    bool IsAlive { get; }

    /// <summary>Completes when it holds its share and can take calls.</summary>
    /// <exception cref="DeviceException">It could not start.</exception>
    Task Ready { get; }

    /// <summary>Begins a call and returns at once: its inputs are, or will be, in its mailbox.</summary>
    /// <param name="call">The call.</param>
    /// <param name="ended">Called once, from any thread: with null, or with what went wrong.</param>
    void Start(DeviceCall call, Action<Exception?> ended);

    /// <summary>Ends the call under way within milliseconds, by an <see cref="OperationCanceledException"/>.</summary>
    void Cancel();

    /// <summary>Ends the device, whatever it does; a call under way ends with an error.</summary>
    void Kill();
}
