using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace AlexNet.Models.Safetensors;

/// <summary>
/// A checked header. The file is [8 bytes: N, little-endian][N bytes: JSON, padded with spaces][data], and the tensors cover the data without
/// overlap or gap.
/// </summary>
internal sealed record SafetensorsHeader(
    IReadOnlyDictionary<string, SafetensorsEntry> Tensors, IReadOnlyDictionary<string, string> Metadata, long DataStart)
{
    /// <summary>The longest header read, against 100 MB in the reference implementation: ImageNet's labels take 60 KB.</summary>
    public const int MaxBytes = 16 << 20;

    /// <summary>Bytes before the JSON.</summary>
    public const int Prefix = sizeof(ulong);

    private const string NoSafetensors = "this is not a safetensors file, or not all of it arrived: check what it is, or download it again";

    /// <summary>Reads and checks the header, allocating no more than the file itself holds.</summary>
    /// <exception cref="RefusedException">Some rule is broken.</exception>
    public static SafetensorsHeader Read(SafeFileHandle file, long fileLength)
    {
        if (fileLength < Prefix + 2) throw new RefusedException("length", $"it has {fileLength} bytes, but a header takes at least {Prefix + 2}", NoSafetensors);
        Span<byte> prefix = stackalloc byte[Prefix];
        ReadExactly(file, prefix, 0);
        var claimed = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (claimed < 2) throw new RefusedException("header length at byte 0", $"it claims {claimed} bytes, but even an empty header takes 2", NoSafetensors);
        if (claimed > (ulong)(fileLength - Prefix))
            throw new RefusedException("header length at byte 0", $"it claims {claimed} bytes, but only {fileLength - Prefix} follow", NoSafetensors);
        if (claimed > MaxBytes)
            throw new RefusedException("header length at byte 0", $"it claims {claimed} bytes, but at most {MaxBytes} are read", NoSafetensors);
        var json = new byte[claimed];
        ReadExactly(file, json, Prefix);
        return Parse(json, fileLength - Prefix - json.Length);
    }

    /// <summary>Checks the JSON and that its tensors cover <paramref name="dataLength"/> bytes.</summary>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength)
    {
        if (json[0] != (byte)'{') throw new RefusedException("header at byte 8", $"it starts with byte 0x{json[0]:x2}, but needs '{{'", NoSafetensors);
        var parser = new HeaderParser(json);
        parser.Parse();
        RequireCover(parser.Tensors.Values, dataLength);
        return new SafetensorsHeader(parser.Tensors, parser.Metadata, Prefix + json.Length);
    }

    private static void RequireCover(IEnumerable<SafetensorsEntry> entries, long dataLength)
    {
        var position = 0L;
        var ordered = entries.ToArray();
        Array.Sort(ordered, (a, b) => a.Begin == b.Begin ? a.End.CompareTo(b.End) : a.Begin.CompareTo(b.Begin));
        foreach (var entry in ordered)
        {
            var where = $"tensor '{Printable.Text(entry.Name)}'";
            if (entry.Begin < position) throw new RefusedException(where, $"its data starts at {entry.Begin}, inside another tensor that ends at {position}");
            if (entry.Begin > position) throw new RefusedException(where, $"its data starts at {entry.Begin}, leaving a gap from {position} that no tensor covers");
            if (entry.End > dataLength) throw new RefusedException(where, $"its data ends at {entry.End}, but the file holds only {dataLength} bytes of data");
            position = entry.End;
        }
        if (position != dataLength) throw new RefusedException("data", $"{dataLength - position} bytes after the last tensor belong to none");
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> destination, long offset)
    {
        while (destination.Length > 0)
        {
            var read = RandomAccess.Read(file, destination, offset);
            if (read == 0) throw new RefusedException($"byte {offset}", "the file ends here while it is being read", NoSafetensors);
            destination = destination[read..];
            offset += read;
        }
    }
}
