using AlexNet.Imaging.Decoding;
using SkiaSharp;

namespace AlexNet.Imaging.Encoders;

/// <summary>Pixels as files of the formats that everything reads. Thread-safe.</summary>
public static class ImageEncoder
{
    private const int UsualQuality = 85;

    /// <summary>Without loss.</summary>
    public static byte[] Png(RgbImage image) => Encode(image, SKEncodedImageFormat.Png, 100);

    /// <summary>With loss, for photographs.</summary>
    /// <param name="image">The pixels.</param>
    /// <param name="quality">0 to 100.</param>
    public static byte[] Jpeg(RgbImage image, int quality = UsualQuality) => Encode(image, SKEncodedImageFormat.Jpeg, quality);

    internal static unsafe byte[] Encode(RgbImage image, SKEncodedImageFormat format, int quality)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        PixelRows.Expand(image.Pixels, (uint*)bitmap.GetPixels());
        using var data = bitmap.Encode(format, quality) ?? throw new NotSupportedException($"a picture of {image} cannot be stored as {format}");
        return data.ToArray();
    }
}
