using System.Runtime.InteropServices;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>Which cores a thread may run on. Linux and Windows let a thread choose; elsewhere the system places it.</summary>
internal static unsafe partial class Affinity
{
    // Words of the kernel's set of processors: 4096 of them.
    private const int Words = 64;

    /// <summary>The cores that this thread may run on, in order.</summary>
    public static IReadOnlyList<int> Allowed()
    {
        if (OperatingSystem.IsLinux())
        {
            var mask = stackalloc ulong[Words];
            if (GetAffinity(0, Words * sizeof(ulong), mask) > 0 || mask[0] != 0)
            {
                var cores = new List<int>();
                for (var core = 0; core < Words * 64; core++)
                    if ((mask[core / 64] >> (core % 64) & 1) != 0) cores.Add(core);
                if (cores.Count > 0) return cores;
            }
        }
        return [.. Enumerable.Range(0, Environment.ProcessorCount)];
    }

    /// <summary>Keeps the calling thread on some cores, where the system allows it.</summary>
    /// <returns>Whether it does.</returns>
    public static bool Pin(IReadOnlyList<int> cores)
    {
        if (OperatingSystem.IsLinux())
        {
            var mask = stackalloc ulong[Words];
            new Span<ulong>(mask, Words).Clear();
            foreach (var core in cores)
                if (core is >= 0 and < Words * 64) mask[core / 64] |= 1UL << (core % 64);
            return SetAffinity(0, Words * sizeof(ulong), mask) == 0;
        }
        if (OperatingSystem.IsWindows())
        {
            nuint mask = 0;
            foreach (var core in cores)
                if (core < sizeof(nuint) * 8) mask |= (nuint)1 << core;
            return mask != 0 && SetThreadAffinityMask(GetCurrentThread(), mask) != 0;
        }
        return false;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint bytes, ulong* mask);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    private static partial nuint SetThreadAffinityMask(nint thread, nuint mask);
}
