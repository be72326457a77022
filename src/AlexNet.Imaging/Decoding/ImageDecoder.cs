namespace AlexNet.Imaging.Decoding;

/// <summary>
/// Reads JPEG (baseline, progressive, grey, CMYK, YCCK), PNG, WebP, BMP and GIF pictures, with the values Pillow's <c>convert("RGB")</c> gives: no colour
/// management, alpha dropped rather than composed, the high byte of 16-bit channels, the first frame of an animation. EXIF's orientation is applied.
/// A transparent pixel of a GIF is black (Pillow: its palette's colour). Thread-safe.
/// </summary>
public static class ImageDecoder
{
    /// <summary>Reads a file; it is closed before decoding begins.</summary>
    /// <exception cref="ImageException">The file is missing, no picture, truncated, or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Decode(string path, ImageOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? ImageOptions.Default).Validated();
        using var bytes = EncodedBytes.Read(path, options.MaximumBytes, cancellation);
        return Decode(bytes.Memory, path, options, cancellation);
    }

    /// <summary>Reads the rest of a stream, which stays open.</summary>
    /// <param name="stream">Encoded picture.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ImageException">It is no picture, truncated, or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Decode(Stream stream, string name, ImageOptions? options = null, CancellationToken cancellation = default)
    {
        options = (options ?? ImageOptions.Default).Validated();
        using var bytes = EncodedBytes.Read(stream, name, options.MaximumBytes, cancellation);
        return Decode(bytes.Memory, name, options, cancellation);
    }

    /// <summary>Decodes bytes.</summary>
    /// <param name="bytes">Encoded picture; not to be changed meanwhile.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ImageException">It is no picture, truncated, or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Decode(ReadOnlyMemory<byte> bytes, string name, ImageOptions? options = null, CancellationToken cancellation = default)
    {
        using var encoded = new EncodedImage(bytes, name, (options ?? ImageOptions.Default).Validated());
        var pixels = new byte[3L * encoded.Width * encoded.Height];
        encoded.Decode(new RgbRows(pixels, encoded.Width), cancellation);
        return new RgbImage(encoded.Width, encoded.Height, pixels);
    }

    /// <summary>Drops the fourth byte of each pixel.</summary>
    private sealed unsafe class RgbRows(byte[] target, int width) : IRowSink
    {
        public void Write(uint* pixels, nint stride, int row, int count)
        {
            for (var y = 0; y < count; y++) PixelRows.Drop(pixels + y * stride, target.AsSpan((row + y) * width * 3, width * 3));
        }
    }
}
