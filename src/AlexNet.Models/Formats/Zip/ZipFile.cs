using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Zip;

/// <summary>
/// A zip file in memory. Stored files are read where they lie; deflated ones into memory of their own, whose size the directory claims: all together may become at
/// most <see cref="MaxExpansion"/> times the zip file, so that a small one cannot ask for more than the machine has. Nothing is ever unpacked to the disk.
/// </summary>
internal sealed unsafe class ZipFile
{
    /// <summary>Weights of which most are zero deflate to a tenth or so; a bomb to a thousandth.</summary>
    public const int MaxExpansion = 64;

    // So that a few arrays of zeros (new biases) are read in a small file too.
    private const long FreeExpansion = 16 << 20;

    private const uint HeaderSignature = 0x04034b50;
    private const int HeaderLength = 30;
    private const int Chunk = 1 << 20;

    private readonly MemoryRegion _file;
    private long _expanded;

    private ZipFile(MemoryRegion file, Dictionary<string, ZipEntry> entries) => (_file, Entries) = (file, entries);

    /// <summary>The files in it, by name.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries { get; }

    /// <summary>Whether a file begins as zip files do.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start) => start.Length >= HeaderLength && BinaryPrimitives.ReadUInt32LittleEndian(start) == HeaderSignature;

    /// <summary>Name of the first file inside, which tells whose zip file it is; null if there is none among the first bytes.</summary>
    public static string? FirstName(ReadOnlySpan<byte> start)
    {
        if (!IsZip(start)) return null;
        var length = BinaryPrimitives.ReadUInt16LittleEndian(start[26..]);
        return HeaderLength + length <= start.Length ? Encoding.UTF8.GetString(start.Slice(HeaderLength, length)) : null;
    }

    /// <summary>Reads the directory.</summary>
    /// <exception cref="RefusedException">It is damaged.</exception>
    public static ZipFile Open(MemoryRegion file) => new(file, ZipDirectory.Read(file));

    /// <summary>All bytes of a file: where they lie if it is stored, else unpacked.</summary>
    /// <exception cref="RefusedException">It does not lie in the zip file, or does not become what the directory says.</exception>
    public MemoryRegion Read(ZipEntry entry, CancellationToken cancellation = default)
    {
        var stored = Stored(entry);
        if (entry.IsStored) return stored;
        _expanded += entry.Length;
        if (entry.Length > long.MaxValue / 2 || _expanded > _file.Length * MaxExpansion + FreeExpansion)
            throw entry.Refuse($"it would be unpacked from {entry.StoredLength} to {entry.Length} bytes, more than {MaxExpansion} times the file in all", "pack it again without compression");
        var buffer = new NativeBuffer((entry.Length + sizeof(float) - 1) / sizeof(float));
        var crc = Crc32.Start;
        using var inflater = Inflater(stored);
        for (long at = 0; at < entry.Length; at += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            var part = new Span<byte>((byte*)buffer.Pointer + at, (int)Math.Min(Chunk, entry.Length - at));
            Inflate(entry, inflater, part);
            crc = Crc32.Add(crc, part);
        }
        if (inflater.ReadByte() >= 0) throw entry.Refuse($"it unpacks to more than the {entry.Length} bytes that the zip directory says");
        if (Crc32.End(crc) != entry.Crc) throw entry.Refuse("its checksum is not that of the zip directory");
        GC.KeepAlive(stored.Owner);
        return new MemoryRegion((nint)buffer.Pointer, entry.Length, buffer);
    }

    /// <summary>The first bytes of a file, at most so many.</summary>
    public ReadOnlySpan<byte> Start(ZipEntry entry, int length)
    {
        var stored = Stored(entry);
        length = (int)Math.Min(length, entry.Length);
        if (entry.IsStored) return stored.Span(0, length);
        var start = new byte[length];
        using var inflater = Inflater(stored);
        Inflate(entry, inflater, start);
        GC.KeepAlive(stored.Owner);
        return start;
    }

    /// <summary>A file that is read whole and is small, its checksum checked.</summary>
    public MemoryRegion ReadChecked(ZipEntry entry)
    {
        var bytes = Read(entry);
        if (!entry.IsStored) return bytes;
        var crc = Crc32.Start;
        for (long at = 0; at < bytes.Length; at += Chunk) crc = Crc32.Add(crc, bytes.Span(at, (int)Math.Min(Chunk, bytes.Length - at)));
        return Crc32.End(crc) == entry.Crc ? bytes : throw entry.Refuse("its checksum is not that of the zip directory");
    }

    private static DeflateStream Inflater(MemoryRegion stored) => new(new UnmanagedMemoryStream((byte*)stored.Data, stored.Length), CompressionMode.Decompress);

    private static void Inflate(ZipEntry entry, DeflateStream inflater, Span<byte> target)
    {
        try
        {
            if (inflater.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
                throw entry.Refuse($"it unpacks to fewer than the {entry.Length} bytes that the zip directory says");
        }
        catch (InvalidDataException exception)
        {
            throw new RefusedException(entry.Where, "its compressed bytes are damaged", inner: exception);
        }
    }

    /// <summary>Where a file's bytes are: behind its own header, whose lengths alone are read.</summary>
    private MemoryRegion Stored(ZipEntry entry)
    {
        if (entry.HeaderOffset > _file.Length - HeaderLength) throw entry.Refuse($"its header is said to be at byte {entry.HeaderOffset}, but the file has {_file.Length}");
        var header = _file.Span(entry.HeaderOffset, HeaderLength);
        if (!IsZip(header)) throw entry.Refuse($"there is no header of a file at byte {entry.HeaderOffset}");
        var start = entry.HeaderOffset + HeaderLength + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        return start <= _file.Length - entry.StoredLength
            ? _file.Slice(start, entry.StoredLength)
            : throw entry.Refuse($"it is said to have {entry.StoredLength} bytes at byte {start}, but the file has {_file.Length}");
    }
}
