using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;
using SkiaSharp;

namespace AlexNet.Imaging.Thumbnails;

/// <summary>Small pictures of photos, for pages that show them.</summary>
public static unsafe class PhotoThumbnail
{
    private const int Quality = 82;

    /// <summary>A photo, upright and whole, as a small JPEG without any of its metadata.</summary>
    /// <param name="path">The file.</param>
    /// <param name="side">Pixels of the longer side, at most; a smaller photo keeps its size.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <returns>The JPEG's bytes.</returns>
    /// <exception cref="ImageException">The file is missing, no picture, truncated, or too large.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static byte[] Jpeg(string path, int side, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, 4096);
        var options = ImageOptions.Default with { ReducedDecoding = true };
        using var bytes = EncodedBytes.Read(path, options.MaximumBytes, cancellation);
        using var image = new EncodedImage(bytes.Memory, path, options);
        var scale = Math.Min(1, (double)side / Math.Max(image.FullWidth, image.FullHeight));
        var (width, height) = (Side(image.FullWidth, scale), Side(image.FullHeight, scale));
        image.Reduce(2 * Math.Min(width, height));
        using var resampler = new RegionResampler(image.Width, image.Height, image.ExtentX, image.ExtentY, new ResizedRegion(width, height, 0, 0, width, height));
        image.Decode(resampler, cancellation);
        using var pixels = resampler.Finish();
        using var pixmap = new SKPixmap(new SKImageInfo(width, height, SKColorType.Rgb888x, SKAlphaType.Opaque), (nint)pixels.Pixels);
        using var jpeg = pixmap.Encode(SKEncodedImageFormat.Jpeg, Quality) ?? throw new ImageException(path, ImageError.Corrupt, "no small picture could be made of it", "copy or download the file again");
        return jpeg.ToArray();
    }

    private static int Side(int full, double scale) => Math.Max(1, (int)Math.Round(full * scale));
}
