using AlexNet.Imaging.Decoding;

namespace AlexNet.Imaging.Resizing;

/// <summary>
/// Resizes with the bits of Pillow's <c>Image.resize(size, BILINEAR)</c>: a triangle filter as wide as the reduction (so antialiased), along the rows and
/// then along the columns, each pass rounded to 8 bits.
/// </summary>
public static class Resizer
{
    /// <summary>The whole picture at another size.</summary>
    /// <param name="image">Any picture.</param>
    /// <param name="width">New width, 1 to 1,000,000.</param>
    /// <param name="height">New height, 1 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is out of range, or the result would have 2^29 pixels or more.</exception>
    public static unsafe RgbImage Resize(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        Bound(width, nameof(width));
        Bound(height, nameof(height));
        Bound(image.Width, nameof(image));
        Bound(image.Height, nameof(image));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((long)width * height, 1L << 29, nameof(height));
        using var resampler = new RegionResampler(image.Width, image.Height, image.Width, image.Height, new ResizedRegion(width, height, 0, 0, width, height));
        const int band = 16;
        using (var rows = new PixelBuffer(image.Width, band))
            for (var row = 0; row < image.Height; row += band)
            {
                var count = Math.Min(band, image.Height - row);
                PixelRows.Expand(image.Pixels.AsSpan(row * image.Width * 3, count * image.Width * 3), rows.Pixels);
                resampler.Write(rows.Pixels, image.Width, row, count);
            }
        using var result = resampler.Finish();
        var pixels = new byte[3 * width * height];
        PixelRows.Drop(result.Pixels, pixels);
        return new RgbImage(width, height, pixels);
    }

    private static void Bound(int side, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, ImageOptions.MaximumSide, name);
    }
}
