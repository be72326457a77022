using System.Diagnostics;

namespace AlexNet.Engine.Threading;

/// <summary>
/// Waits for another thread's word: by spinning at first, as the other is microseconds behind, then by giving up the core, for it may be the one that the other
/// needs, and at last by sleeping.
/// </summary>
internal readonly struct PatientWait()
{
    private static readonly long SpinTicks = Stopwatch.Frequency / 10_000;
    private static readonly long YieldTicks = Stopwatch.Frequency / 100;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>A moment; the caller looks again after it.</summary>
    public void Once()
    {
        var waited = Stopwatch.GetTimestamp() - _start;
        if (waited < SpinTicks) Thread.SpinWait(16);
        else if (waited < YieldTicks) Thread.Yield();
        else Thread.Sleep(1);
    }
}
