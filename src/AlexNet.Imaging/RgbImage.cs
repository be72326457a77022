namespace AlexNet.Imaging;

/// <summary>A picture of 8 bits a channel in memory, upright, row by row: <c>Pixels[(y * Width + x) * 3 + c]</c> with c = 0 red, 1 green, 2 blue.</summary>
public sealed class RgbImage
{
    /// <summary>Wraps pixels without copying them.</summary>
    /// <exception cref="ArgumentException">A side is not positive, or the bytes are not 3 x width x height.</exception>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (width < 1 || height < 1 || pixels.LongLength != 3L * width * height)
            throw new ArgumentException($"found {pixels.LongLength} bytes for a picture of {width}x{height}, but needs sides above 0 and 3 bytes a pixel", nameof(pixels));
        Width = width;
        Height = height;
        Pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Height { get; }

    /// <summary>Red, green, blue of each pixel.</summary>
    public byte[] Pixels { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Width}x{Height} RGB";
}
