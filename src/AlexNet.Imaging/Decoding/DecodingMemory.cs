namespace AlexNet.Imaging.Decoding;

/// <summary>What decoding a picture holds in memory that grows with its pixels, at most.</summary>
internal static class DecodingMemory
{
    private const int Pixel = 4;

    // Two bytes for each of a pixel's four coefficients (CMYK, no component halved).
    private const int JpegCoefficients = 8;

    /// <summary>Bytes.</summary>
    /// <param name="way">How its codec is driven.</param>
    /// <param name="gathered">Whether the codec itself keeps all of the picture: the coefficients of a JPEG of several scans.</param>
    /// <param name="pixels">Stored pixels at full scale.</param>
    /// <param name="upright">Pixels that are gathered to turn the picture; 0 for one that needs no turning.</param>
    public static long Of(DecodingWay way, bool gathered, long pixels, long upright)
    {
        var stored = way switch
        {
            DecodingWay.Bands => gathered ? JpegCoefficients : 0,
            DecodingWay.Steps => Pixel,
            // The codec's own picture beside ours: 16-bit rows of an interlaced PNG, frames of a GIF, lossless WebP.
            DecodingWay.UnorderedSteps => 3 * Pixel,
            _ => 2 * Pixel,
        };
        return stored * pixels + Pixel * upright;
    }
}
