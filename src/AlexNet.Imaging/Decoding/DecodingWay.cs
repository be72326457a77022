namespace AlexNet.Imaging.Decoding;

/// <summary>How a picture's codec is driven.</summary>
internal enum DecodingWay
{
    /// <summary>Some rows after others, and only they are in memory.</summary>
    Bands,

    /// <summary>In one call that reads a few kilobytes after others and ends, leaving the rest as it is, when there are no more.</summary>
    Incremental,

    /// <summary>In one call that may read all bytes first.</summary>
    Whole,
}

/// <summary>Chooses a picture's <see cref="DecodingWay"/> by its header.</summary>
internal static class DecodingWays
{
    private const int PngInterlace = 28, BmpInfoSize = 14, BmpCompression = 30;

    public static DecodingWay Of(ImageFormat format, ReadOnlySpan<byte> bytes) => format switch
    {
        ImageFormat.Jpeg => DecodingWay.Bands,
        ImageFormat.Png or ImageFormat.Gif => DecodingWay.Incremental,
        ImageFormat.Bmp when !IsRunLengthCoded(bytes) => DecodingWay.Bands,
        _ => DecodingWay.Whole,
    };

    /// <summary>Whether the codec keeps a whole picture of its own: a GIF's frame, rows of an interlaced PNG, a lossless WebP. (Of JPEGs, <see cref="JpegScans"/> knows.)</summary>
    public static bool IsGathered(ImageFormat format, ReadOnlySpan<byte> bytes) =>
        format is ImageFormat.Gif or ImageFormat.WebP || (format is ImageFormat.Png && bytes.Length > PngInterlace && bytes[PngInterlace] != 0);

    // Its end mark may stand before the last row, which the codec knows only when it decodes all rows in one call.
    private static bool IsRunLengthCoded(ReadOnlySpan<byte> bytes) =>
        bytes.Length > BmpCompression && bytes[BmpInfoSize] >= 40 && bytes[BmpCompression] is 1 or 2;
}
