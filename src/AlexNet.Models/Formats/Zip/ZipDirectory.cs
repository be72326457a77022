using System.Buffers.Binary;
using System.Text;

namespace AlexNet.Models.Formats.Zip;

/// <summary>
/// Reads the directory at a zip file's end (APPNOTE.TXT 4.3.12 to 4.3.16), with the 64-bit fields of files beyond 4 GB. All offsets and lengths are checked
/// against the file before anything is taken from them.
/// </summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const uint EntrySignature = 0x02014b50;

    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;

    private const int MaxEntries = 10_000;
    private const int MaxBytes = 16 << 20;
    private const int MaxName = 512;
    private const ushort EncryptedFlag = 1;

    /// <summary>The entries by name.</summary>
    /// <exception cref="RefusedException">The directory is damaged, lists a name twice, or lists what cannot be read.</exception>
    public static Dictionary<string, ZipEntry> Read(MemoryRegion file)
    {
        var (offset, length, count) = Find(file);
        if (count > MaxEntries || length > MaxBytes) throw new RefusedException("zip directory", $"it lists {count} files in {length} bytes, but at most {MaxEntries} in {MaxBytes} are read");
        if (length > (ulong)file.Length || offset > (ulong)file.Length - length) throw new RefusedException("zip directory", $"it is said to be at byte {offset} with {length} bytes, but the file has {file.Length}");
        var directory = file.Span((long)offset, (int)length);
        var entries = new Dictionary<string, ZipEntry>();
        var at = 0;
        for (ulong i = 0; i < count; i++)
        {
            var entry = Entry(directory[at..], (long)offset + at, file.Length, out var taken);
            if (!entries.TryAdd(entry.Name, entry)) throw entry.Refuse("it is there twice");
            at += taken;
        }
        return entries;
    }

    private static (ulong Offset, ulong Length, ulong Count) Find(MemoryRegion file)
    {
        // A comment of up to 65535 bytes may follow the record that ends the file.
        var tail = file.Span(Math.Max(0, file.Length - EndLength - ushort.MaxValue), (int)Math.Min(file.Length, EndLength + ushort.MaxValue));
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail[at..];
            if (UInt32(end) != EndSignature || EndLength + UInt16(end[20..]) != end.Length) continue;
            var place = file.Length - end.Length;
            return Find64(file, place) ?? (UInt32(end[16..]), UInt32(end[12..]), UInt16(end[10..]));
        }
        throw new RefusedException("zip directory", "there is none at the file's end", "not all of the file arrived, or it is no zip file: download or export it again");
    }

    private static (ulong Offset, ulong Length, ulong Count)? Find64(MemoryRegion file, long end)
    {
        if (end < LocatorLength) return null;
        var locator = file.Span(end - LocatorLength, LocatorLength);
        if (UInt32(locator) != Locator64Signature) return null;
        var place = UInt64(locator[8..]);
        if (file.Length < End64Length || place > (ulong)(file.Length - End64Length)) throw new RefusedException("zip directory", $"its 64-bit record is said to be at byte {place}, but the file has {file.Length}");
        var record = file.Span((long)place, End64Length);
        return UInt32(record) == End64Signature
            ? (UInt64(record[48..]), UInt64(record[40..]), UInt64(record[32..]))
            : throw new RefusedException("zip directory", $"there is no 64-bit record at byte {place}");
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> record, long place, long fileLength, out int taken)
    {
        RefusedException Wrong(string problem) => new($"zip directory at byte {place}", problem);
        taken = 0;
        if (record.Length < EntryLength || UInt32(record) != EntrySignature) throw Wrong("there is no entry, but one more is needed");
        int nameLength = UInt16(record[28..]), extraLength = UInt16(record[30..]);
        taken = EntryLength + nameLength + extraLength + UInt16(record[32..]);
        if (taken > record.Length) throw Wrong("an entry reaches past the directory's end");
        if (nameLength is 0 or > MaxName) throw Wrong($"a name has {nameLength} bytes, but needs 1 to {MaxName}");
        var name = Encoding.UTF8.GetString(record.Slice(EntryLength, nameLength));
        var method = UInt16(record[10..]);
        if ((UInt16(record[8..]) & EncryptedFlag) != 0) throw Wrong($"'{Printable.Text(name)}' is encrypted");
        if (method is not (0 or 8)) throw Wrong($"'{Printable.Text(name)}' is compressed by method {method}, but only stored and deflated files are read");
        ulong stored = UInt32(record[20..]), length = UInt32(record[24..]), offset = UInt32(record[42..]);
        Widen(record.Slice(EntryLength + nameLength, extraLength), ref length, ref stored, ref offset);
        if (stored > (ulong)fileLength || offset > (ulong)fileLength || length > long.MaxValue)
            throw Wrong($"'{Printable.Text(name)}' is said to have {stored} bytes at byte {offset}, but the file has {fileLength}");
        if (method == 0 && stored != length) throw Wrong($"'{Printable.Text(name)}' is stored as it is, but in {stored} bytes for {length}");
        return new ZipEntry(name, method == 0, UInt32(record[16..]), (long)stored, (long)length, (long)offset);
    }

    /// <summary>Fields that are full of ones stand in the extra field of id 1, in this order.</summary>
    private static void Widen(ReadOnlySpan<byte> extra, ref ulong length, ref ulong stored, ref ulong offset)
    {
        while (extra.Length >= 4)
        {
            var size = Math.Min(UInt16(extra[2..]), extra.Length - 4);
            if (UInt16(extra) == 1)
            {
                var field = extra.Slice(4, size);
                Take(ref field, ref length);
                Take(ref field, ref stored);
                Take(ref field, ref offset);
                return;
            }
            extra = extra[(4 + size)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref ulong value)
        {
            if (value != uint.MaxValue || field.Length < 8) return;
            value = UInt64(field);
            field = field[8..];
        }
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private static ulong UInt64(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
