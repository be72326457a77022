using System.Buffers.Binary;

namespace AlexNet.Imaging.Decoding;

/// <summary>How stored rows become an upright picture: first exchange rows and columns, then mirror left and right, then flip top and bottom.</summary>
internal readonly record struct Orientation(bool Transpose, bool Mirror, bool Flip)
{
    private const ushort Tag = 0x0112, Short = 3;

    /// <summary>From the EXIF value 1 to 8; anything else is upright.</summary>
    public static Orientation FromExif(int value) => new(value is 5 or 6 or 7 or 8, value is 2 or 3 or 6 or 7, value is 3 or 4 or 7 or 8);

    /// <summary>The value in a PNG's eXIf chunk, which the codec does not look at; 1 when there is none.</summary>
    public static int OfPng(ReadOnlySpan<byte> bytes)
    {
        const int signature = 8, frame = 12; // a chunk is its length, its type, the data and a checksum
        bytes = bytes[signature..];
        while (bytes.Length >= frame)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (length > bytes.Length - frame) return 1;
            if (bytes[4..].StartsWith("eXIf"u8)) return OfTiff(bytes.Slice(8, (int)length));
            bytes = bytes[(frame + (int)length)..];
        }
        return 1;
    }

    /// <summary>The orientation in the first directory of a TIFF structure (EXIF 2.3, section 4.6.4); 1 when there is none.</summary>
    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        const int header = 8, entry = 12;
        if (tiff.Length < header) return 1;
        var little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8)) return 1;
        var at = UInt32(tiff, 4, little);
        if (at > tiff.Length - 2) return 1;
        var directory = tiff[(int)at..];
        var entries = UInt16(directory, 0, little);
        for (var i = 0; i < entries && directory.Length >= 2 + (i + 1) * entry; i++)
        {
            var field = directory.Slice(2 + i * entry, entry);
            if (UInt16(field, 0, little) == Tag && UInt16(field, 2, little) == Short) return UInt16(field, 8, little);
        }
        return 1;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
