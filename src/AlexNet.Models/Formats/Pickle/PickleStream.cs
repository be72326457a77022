using System.Buffers.Binary;
using System.Text;

namespace AlexNet.Models.Formats.Pickle;

/// <summary>A place in the bytes of a pickle, moving forward. Whatever would lie past the end is refused.</summary>
/// <param name="bytes">The pickle and whatever follows it.</param>
/// <param name="fileOffset">Where <paramref name="bytes"/> starts in the file, for messages; 0 for a file inside another.</param>
internal sealed class PickleStream(MemoryRegion bytes, long fileOffset = 0)
{
    private const int MaxLine = 4096;

    /// <summary>Offset of the next byte.</summary>
    public long Position { get; private set; }

    /// <summary>Words for a place, as messages have it.</summary>
    public string Where(long position) => $"pickle at byte {fileOffset + position}";

    public byte Byte() => Span(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Span(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Span(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Span(4));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Span(8));

    /// <summary>A length of 8 bytes; one that the stream cannot hold is refused.</summary>
    public long Length()
    {
        var at = Position;
        var length = BinaryPrimitives.ReadUInt64LittleEndian(Span(8));
        return length <= (ulong)(bytes.Length - Position) ? (long)length : throw TooLong(at, length);
    }

    /// <summary>A few bytes, copied by nobody.</summary>
    public ReadOnlySpan<byte> Span(int length)
    {
        var at = Position;
        if (length < 0 || length > bytes.Length - at) throw TooLong(at, (ulong)length);
        Position += length;
        return bytes.Span(at, length);
    }

    /// <summary>Bytes that stay where they are.</summary>
    public MemoryRegion Take(long length)
    {
        if (length < 0 || length > bytes.Length - Position) throw TooLong(Position, (ulong)length);
        var region = bytes.Slice(Position, length);
        Position += length;
        return region;
    }

    /// <summary>The bytes up to the end of the line, which is passed over; for arguments written as text.</summary>
    public MemoryRegion Line()
    {
        var (at, searched) = (Position, 0L);
        while (searched < bytes.Length - at)
        {
            var part = bytes.Span(at + searched, (int)Math.Min(1 << 20, bytes.Length - at - searched));
            var end = part.IndexOf((byte)'\n');
            if (end >= 0)
            {
                Position = at + searched + end + 1;
                return bytes.Slice(at, searched + end);
            }
            searched += part.Length;
        }
        throw new RefusedException(Where(at), "a line of text has no end");
    }

    /// <summary>A short line as text; Latin-1, of which every byte is a character.</summary>
    public string ShortLine()
    {
        var at = Position;
        var line = Line();
        if (line.Length > MaxLine) throw new RefusedException(Where(at), $"a name or number has {line.Length} characters, but at most {MaxLine} are read");
        return Encoding.Latin1.GetString(line.Span(0, (int)line.Length)).TrimEnd('\r');
    }

    private RefusedException TooLong(long at, ulong length) =>
        new(Where(at), $"{length} bytes are announced, but only {bytes.Length - Position} follow");
}
