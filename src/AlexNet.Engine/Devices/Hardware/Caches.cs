using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>Bytes of the caches that a core reads data through; null where nobody says.</summary>
/// <param name="Level1">Data.</param>
/// <param name="Level2">Of the core, or of a few.</param>
/// <param name="Level3">Of several cores.</param>
public sealed record Caches(long? Level1, long? Level2, long? Level3)
{
    private const int AmdCacheLeaf = unchecked((int)0x8000001D);
    private const int IntelCacheLeaf = 4;
    private const int MostCaches = 8;
    private const int MiB = 1024 * 1024;

    /// <summary>The caches of a core: by the system's word on Linux, by the processor's own on other x86 systems.</summary>
    public static Caches Of(int core)
    {
        var sizes = new Dictionary<int, long>();
        foreach (var (level, bytes) in OperatingSystem.IsLinux() ? FromSystem(core) : FromProcessor()) sizes.TryAdd(level, bytes);
        long? Size(int level) => sizes.TryGetValue(level, out var bytes) ? bytes : null;
        return new Caches(Size(1), Size(2), Size(3));
    }

    /// <summary>As makers write it: L1 32 KiB, L2 1.25 MiB, L3 32 MiB.</summary>
    public override string ToString()
    {
        var known = new[] { ("L1", Level1), ("L2", Level2), ("L3", Level3) }.Where(cache => cache.Item2 is not null);
        return string.Join(", ", known.Select(cache => cache.Item2 < MiB ? $"{cache.Item1} {cache.Item2 / 1024} KiB" : FormattableString.Invariant($"{cache.Item1} {(double)cache.Item2! / MiB:0.##} MiB")));
    }

    private static IEnumerable<(int Level, long Bytes)> FromSystem(int core)
    {
        var folder = $"/sys/devices/system/cpu/cpu{core}/cache";
        if (!Directory.Exists(folder)) yield break;
        foreach (var index in Directory.EnumerateDirectories(folder, "index*"))
        {
            string Word(string name) => File.ReadAllText(Path.Combine(index, name)).Trim();
            if (Word("type") == "Instruction") continue;
            // As in 1024K.
            if (int.TryParse(Word("level"), out var level) && long.TryParse(Word("size").TrimEnd('K'), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                yield return (level, size * 1024);
        }
    }

    /// <summary>Deterministic cache parameters: the same layout in both makers' leaves.</summary>
    private static IEnumerable<(int Level, long Bytes)> FromProcessor()
    {
        if (!X86Base.IsSupported) yield break;
        var leaf = (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax >= unchecked((uint)AmdCacheLeaf) && X86Base.CpuId(AmdCacheLeaf, 0).Eax != 0 ? AmdCacheLeaf : IntelCacheLeaf;
        for (var index = 0; index < MostCaches; index++)
        {
            var (eax, ebx, ecx, _) = X86Base.CpuId(leaf, index);
            var type = eax & 31;
            if (type == 0) yield break;
            if (type != 2) yield return (eax >> 5 & 7, ((ebx >> 22 & 0x3FFL) + 1) * ((ebx >> 12 & 0x3FFL) + 1) * ((ebx & 0xFFFL) + 1) * ((uint)ecx + 1L));
        }
    }
}
