namespace AlexNet.Imaging.Decoding;

/// <summary>How much of a picture its codec decodes in one call.</summary>
internal enum DecodingWay
{
    /// <summary>Some rows, and only they are in memory.</summary>
    Bands,

    /// <summary>What some bytes stand for, from the top down.</summary>
    Steps,

    /// <summary>What some bytes stand for, in rows here and there.</summary>
    UnorderedSteps,

    /// <summary>All of it.</summary>
    Whole,
}

/// <summary>Chooses a picture's <see cref="DecodingWay"/> by its header.</summary>
internal static class DecodingWays
{
    private const int PngInterlace = 28, BmpInfoSize = 14, BmpCompression = 30;

    public static DecodingWay Of(ImageFormat format, ReadOnlySpan<byte> bytes) => format switch
    {
        ImageFormat.Jpeg => DecodingWay.Bands,
        ImageFormat.Png when bytes.Length > PngInterlace && bytes[PngInterlace] == 0 => DecodingWay.Steps,
        ImageFormat.Png or ImageFormat.Gif => DecodingWay.UnorderedSteps,
        ImageFormat.Bmp when !IsRunLengthCoded(bytes) => DecodingWay.Bands,
        _ => DecodingWay.Whole,
    };

    // Its end mark may stand before the last row, which the codec knows only when it decodes all rows in one call.
    private static bool IsRunLengthCoded(ReadOnlySpan<byte> bytes) =>
        bytes.Length > BmpCompression && bytes[BmpInfoSize] >= 40 && bytes[BmpCompression] is 1 or 2;
}
