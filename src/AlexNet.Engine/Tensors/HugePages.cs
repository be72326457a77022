using System.Runtime.InteropServices;

namespace AlexNet.Engine.Tensors;

/// <summary>
/// Memory in pages of 2 MB where Linux grants them: weights are read end to end, and 4 KB pages cost an address translation for every fourth of
/// a microsecond's reading. Where it does not grant them (or knows no such advice), the memory is as any other.
/// </summary>
internal static unsafe partial class HugePages
{
    /// <summary>Bytes of a huge page.</summary>
    public const int Size = 2 << 20;

    private const int AdviseHugePage = 14;

    // Below are workspaces and packed convolutions: a huge page is cleared as a whole at its first touch, which costs a first prediction
    // more than address translations ever cost the later ones.
    private const int LeastBytes = 16 << 20;

    /// <summary>Whether a buffer of that size is to be in huge pages.</summary>
    public static bool Helps(nuint bytes) => bytes >= LeastBytes && OperatingSystem.IsLinux();

    /// <summary>Asks for huge pages for memory that nobody has touched yet and that starts at a multiple of <see cref="Size"/>.</summary>
    public static void Ask(void* memory, nuint bytes) =>
        // Whole pages only: what shares the last one with other memory stays in small pages.
        _ = Advise(memory, bytes / Size * Size, AdviseHugePage);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
