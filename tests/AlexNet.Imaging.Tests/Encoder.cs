using System.Runtime.InteropServices;
using SkiaSharp;

namespace AlexNet.Imaging.Tests;

/// <summary>Makes encoded pictures for tests that need large ones.</summary>
internal static class Encoder
{
    public static byte[] Jpeg(RgbImage image, int quality) => Encode(image, SKEncodedImageFormat.Jpeg, quality);

    public static byte[] Png(RgbImage image) => Encode(image, SKEncodedImageFormat.Png, 100);

    /// <summary>Lossless.</summary>
    public static byte[] WebP(RgbImage image) => Encode(image, SKEncodedImageFormat.Webp, 100);

    /// <summary>The JPEG with an EXIF block that holds nothing but the orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif = [.. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0];
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    /// <summary>What a viewer shows of stored pixels with that EXIF orientation; pixel by pixel from the standard's table.</summary>
    public static RgbImage Turn(RgbImage stored, int orientation)
    {
        var (w, h) = orientation >= 5 ? (stored.Height, stored.Width) : (stored.Width, stored.Height);
        var turned = new RgbImage(w, h, new byte[3 * w * h]);
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var (sx, sy) = orientation switch
                {
                    1 => (x, y),
                    2 => (w - 1 - x, y),
                    3 => (w - 1 - x, h - 1 - y),
                    4 => (x, h - 1 - y),
                    5 => (y, x),
                    6 => (y, w - 1 - x),
                    7 => (h - 1 - y, w - 1 - x),
                    _ => (h - 1 - y, x),
                };
                stored.Pixels.AsSpan((sy * stored.Width + sx) * 3, 3).CopyTo(turned.Pixels.AsSpan((y * w + x) * 3));
            }
        return turned;
    }

    private static byte[] Encode(RgbImage image, SKEncodedImageFormat format, int quality)
    {
        var rgba = new byte[4 * image.Width * image.Height];
        for (var i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[4 * i + 3] = 255;
        }
        using var bitmap = new SKBitmap(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        Marshal.Copy(rgba, 0, bitmap.GetPixels(), rgba.Length);
        using var data = bitmap.Encode(format, quality);
        return data.ToArray();
    }
}
