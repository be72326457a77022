using AlexNet.Imaging.Decoding;
using AlexNet.Imaging.Resizing;

namespace AlexNet.Imaging.Views;

/// <summary>Photos made small, whole and upright, to be looked at.</summary>
public static unsafe class Thumbnail
{
    /// <summary>Decodes a file no larger than a square.</summary>
    /// <param name="path">The file; it is closed before decoding begins.</param>
    /// <param name="side">Pixels that the longer side gets at most; a smaller photo stays as it is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageException">The file is missing, no picture, truncated, or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Load(string path, int side, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var options = ImageOptions.Default;
        using var bytes = EncodedBytes.Read(path, options.MaximumBytes, cancellation);
        using var image = new EncodedImage(bytes.Memory, path, options);
        var scale = Math.Min(1, (double)side / Math.Max(image.FullWidth, image.FullHeight));
        var (width, height) = (Scaled(image.FullWidth), Scaled(image.FullHeight));
        image.Reduce(2 * Math.Min(width, height));
        using var resampler = new RegionResampler(image.Width, image.Height, image.ExtentX, image.ExtentY, new ResizedRegion(width, height, 0, 0, width, height));
        image.Decode(resampler, cancellation);
        using var pixels = resampler.Finish();
        var small = new RgbImage(width, height, new byte[3 * width * height]);
        PixelRows.Drop(pixels.Pixels, small.Pixels);
        return small;

        int Scaled(int length) => Math.Max(1, (int)Math.Round(length * scale));
    }
}
