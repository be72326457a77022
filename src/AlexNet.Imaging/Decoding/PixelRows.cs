namespace AlexNet.Imaging.Decoding;

/// <summary>Between rows of 3 bytes a pixel and rows of 4, the first byte red.</summary>
internal static unsafe class PixelRows
{
    /// <summary>Drops the fourth byte of each pixel.</summary>
    public static void Drop(uint* pixels, Span<byte> row)
    {
        var source = (byte*)pixels;
        for (var at = 0; at < row.Length; at += 3, source += 4)
        {
            row[at] = source[0];
            row[at + 1] = source[1];
            row[at + 2] = source[2];
        }
    }

    /// <summary>Adds a fourth byte to each pixel.</summary>
    public static void Expand(ReadOnlySpan<byte> row, uint* pixels)
    {
        for (var at = 0; at < row.Length; at += 3)
            *pixels++ = row[at] | (uint)row[at + 1] << 8 | (uint)row[at + 2] << 16;
    }
}
