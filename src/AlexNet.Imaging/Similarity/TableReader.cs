using System.Buffers.Binary;
using System.Text;

namespace AlexNet.Imaging.Similarity;

/// <summary>Reads a table of an index that is in memory; what does not fit is told with its offset in the file.</summary>
/// <param name="file">The file.</param>
/// <param name="bytes">The table.</param>
/// <param name="offset">Where it begins in the file.</param>
internal ref struct TableReader(string file, ReadOnlySpan<byte> bytes, long offset)
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _place;

    /// <summary>Where the next value is in the file.</summary>
    public readonly long Offset => offset + _place;

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => _place == _bytes.Length;

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public string Hash() => Convert.ToHexStringLower(Take(IndexLayout.HashBytes));

    /// <summary>A text that is not empty.</summary>
    public string Text()
    {
        var start = Offset;
        var length = Int32();
        if (length is < 1 or > IndexLayout.MostText) throw Damaged(start, $"a text of {length} bytes");
        try
        {
            return Utf8.GetString(Take(length));
        }
        catch (DecoderFallbackException)
        {
            throw Damaged(start, "a text that is no UTF-8");
        }
    }

    /// <summary>What is wrong at an offset of the file.</summary>
    public readonly ImageIndexException Damaged(long at, string problem) => ImageIndexException.Damaged(file, at, problem);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _bytes.Length - _place) throw Damaged(Offset, $"{count} bytes are needed, but the table has {_bytes.Length - _place} left");
        _place += count;
        return _bytes.Slice(_place - count, count);
    }
}
