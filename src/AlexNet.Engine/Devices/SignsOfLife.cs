using System.Diagnostics;
using AlexNet.Engine.Devices.Memory;

namespace AlexNet.Engine.Devices;

/// <summary>Watches the heartbeats that the devices' processes leave in shared memory.</summary>
/// <param name="memory">That memory.</param>
/// <param name="devices">Number of devices.</param>
internal sealed class SignsOfLife(ExchangeMemory memory, int devices)
{
    // Twenty beats.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    private readonly long[] _beats = new long[devices];
    private readonly long[] _seen = new long[devices];

    /// <summary>Begins a call: all are taken to be alive.</summary>
    public void Begin() => Array.Fill(_seen, Stopwatch.GetTimestamp());

    /// <summary>A device of which nothing was heard for too long; -1 for none.</summary>
    public int FirstSilent()
    {
        for (var device = 0; device < devices; device++)
        {
            var beat = Volatile.Read(ref memory[device].Heartbeat);
            if (beat != _beats[device]) (_beats[device], _seen[device]) = (beat, Stopwatch.GetTimestamp());
            else if (Stopwatch.GetElapsedTime(_seen[device]) > Silence) return device;
        }
        return -1;
    }
}
