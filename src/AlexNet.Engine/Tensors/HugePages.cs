using System.Runtime.InteropServices;

namespace AlexNet.Engine.Tensors;

/// <summary>
/// Memory in pages of 2 MB where Linux grants them: weights are read end to end, and 4 KB pages cost an address translation for every fourth of
/// a microsecond's reading. Where it does not grant them (or knows no such advice), the memory is as any other.
/// </summary>
internal static unsafe partial class HugePages
{
    private const int Size = 2 << 20;
    private const int AdviseHugePage = 14;

    // Below, the rounding up to whole pages would waste more than the translation costs.
    private const int LeastBytes = 8 << 20;

    /// <summary>Whether a buffer of that size is to be in huge pages.</summary>
    public static bool Helps(nuint bytes) => bytes >= LeastBytes && OperatingSystem.IsLinux();

    /// <summary>Memory for <see cref="NativeMemory.AlignedFree"/>, not yet touched, aligned to a huge page.</summary>
    /// <exception cref="OutOfMemoryException">The system has not that much memory.</exception>
    public static void* Allocate(nuint bytes)
    {
        var memory = NativeMemory.AlignedAlloc(bytes, Size);
        // Whole pages only: what shares the last one with other memory stays in small pages.
        _ = Advise(memory, bytes / Size * Size, AdviseHugePage);
        return memory;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
