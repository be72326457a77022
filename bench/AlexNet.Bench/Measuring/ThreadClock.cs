using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AlexNet.Bench.Measuring;

/// <summary>Tells a turn that had its core to itself from one in which the system ran somebody else in between.</summary>
/// <remarks>Only Linux says how long a thread has run; elsewhere every turn counts as undisturbed.</remarks>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;
    private const double Tolerance = 0.03;

    /// <summary>Seconds of one run on this thread, repeated a few times if it was interrupted.</summary>
    public static double UndisturbedSeconds(Action work)
    {
        var seconds = 0.0;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var processor = ProcessorSeconds();
            var start = Stopwatch.GetTimestamp();
            work();
            seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (!OperatingSystem.IsLinux() || ProcessorSeconds() - processor > seconds * (1 - Tolerance)) return seconds;
        }
        return seconds;
    }

    private static double ProcessorSeconds()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        _ = GetTime(ThreadCpuTime, out var time);
        return time.Seconds + time.Nanoseconds * 1e-9;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
