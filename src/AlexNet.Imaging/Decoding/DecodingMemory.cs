namespace AlexNet.Imaging.Decoding;

/// <summary>What decoding a picture holds in memory that grows with its pixels, at most.</summary>
internal static class DecodingMemory
{
    private const int Pixel = 4;

    // Two bytes for each of a pixel's four channels: a PNG's of 16 bits, or the coefficients of a CMYK JPEG without a halved component.
    private const int Gathered = 8;

    /// <summary>Bytes.</summary>
    /// <param name="way">How its codec is driven.</param>
    /// <param name="gathered">Whether the codec itself keeps all of the picture beside ours.</param>
    /// <param name="pixels">Stored pixels at full scale.</param>
    /// <param name="upright">Pixels that are gathered to turn the picture; 0 for one that needs no turning.</param>
    public static long Of(DecodingWay way, bool gathered, long pixels, long upright) =>
        ((way == DecodingWay.Bands ? 0 : Pixel) + (gathered ? Gathered : 0)) * pixels + Pixel * upright;
}
