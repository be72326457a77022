using AlexNet.Engine.Devices.Memory;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>Waits for a message of a call, which may be ended meanwhile.</summary>
internal ref struct ArrivalWait(Mailbox mailbox, DeviceCall call, CancellationToken cancellation)
{
    private readonly PatientWait _wait = new();

    /// <summary>A moment.</summary>
    /// <exception cref="OperationCanceledException">The call was ended.</exception>
    public readonly void Once()
    {
        cancellation.ThrowIfCancellationRequested();
        if (mailbox.IsAborted(call.Number)) throw new OperationCanceledException("another device of the call has ended");
        _wait.Once();
    }
}
