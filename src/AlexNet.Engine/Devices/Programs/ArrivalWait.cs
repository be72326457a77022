using System.Diagnostics;
using AlexNet.Engine.Devices.Memory;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>
/// Waits for a message: by spinning at first, as the other device is microseconds behind, then by giving up the core, for it may be the one that the other device
/// needs, and at last by sleeping.
/// </summary>
internal ref struct ArrivalWait(Mailbox mailbox, DeviceCall call, CancellationToken cancellation)
{
    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;
    private static readonly long YieldTicks = Stopwatch.Frequency / 100;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>A moment.</summary>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    public readonly void Once()
    {
        cancellation.ThrowIfCancellationRequested();
        if (mailbox.IsAborted(call.Number)) throw new OperationCanceledException("another device of the call has ended");
        var waited = Stopwatch.GetTimestamp() - _start;
        if (waited < SpinTicks) Thread.SpinWait(16);
        else if (waited < YieldTicks) Thread.Yield();
        else Thread.Sleep(1);
    }
}
