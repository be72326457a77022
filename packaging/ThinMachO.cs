using System;
using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Takes one processor's library out of one that macOS calls universal, as lipo -thin does there: the file begins with a table of slices, and a slice, its signature
/// included, is a whole library. Half of what a module would carry is for processors that it is not asked to run on.
/// </summary>
public sealed class ThinMachO : Task
{
    private const uint Universal = 0xCAFEBABE;
    private const int HeaderBytes = 8, EntryBytes = 20, MostSlices = 16;

    /// <summary>The universal library.</summary>
    [Required]
    public string Source { get; set; }

    /// <summary>The library to write.</summary>
    [Required]
    public string Target { get; set; }

    /// <summary>Apple's number of the processor: 16777223 is x64, 16777228 arm64.</summary>
    [Required]
    public long Processor { get; set; }

    /// <summary>Finds the slice and writes it.</summary>
    public override bool Execute()
    {
        var bytes = File.ReadAllBytes(Source);
        if (bytes.Length < HeaderBytes || Number(bytes, 0) != Universal) return Refuse("is no universal library");
        var slices = Number(bytes, 4);
        if (slices > MostSlices || bytes.Length < HeaderBytes + slices * EntryBytes) return Refuse("has a damaged table of slices");
        // An entry is processor, kind of it, offset, length, alignment; all big-endian.
        for (var entry = HeaderBytes; entry < HeaderBytes + slices * EntryBytes; entry += EntryBytes)
        {
            if (Number(bytes, entry) != Processor) continue;
            long offset = Number(bytes, entry + 8), length = Number(bytes, entry + 12);
            if (offset + length > bytes.Length) return Refuse("ends before its slice does");
            Directory.CreateDirectory(Path.GetDirectoryName(Target));
            using (var file = File.Create(Target)) file.Write(bytes, (int)offset, (int)length);
            return true;
        }
        return Refuse("has no slice for processor " + Processor);
    }

    private static uint Number(byte[] bytes, int at) => (uint)bytes[at] << 24 | (uint)bytes[at + 1] << 16 | (uint)bytes[at + 2] << 8 | bytes[at + 3];

    private bool Refuse(string what)
    {
        Log.LogError("'{0}' {1}.", Source, what);
        return false;
    }
}
