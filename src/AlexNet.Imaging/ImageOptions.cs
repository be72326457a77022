using AlexNet.Imaging.Decoding;

namespace AlexNet.Imaging;

/// <summary>
/// Bounds on what is decoded, and how. They are for one picture; all that are decoded at one time in the process share 512 MB for their pixels besides, and wait
/// for each other.
/// </summary>
public sealed record ImageOptions
{
    /// <summary>The largest side in pixels, whatever the pixel count; libpng's limit. It also keeps the resize filter's integer sums within 32 bits.</summary>
    public const int MaximumSide = 1_000_000;

    /// <summary>The default bounds, everything decoded at full scale.</summary>
    public static ImageOptions Default { get; } = new();

    /// <summary>Width x height that is still decoded; more is refused before any pixel is. The default is Pillow's limit against decompression bombs.</summary>
    public long MaximumPixels { get; init; } = 178_956_970;

    /// <summary>Bytes of an encoded picture that are still read.</summary>
    public int MaximumBytes { get; init; } = 256 << 20;

    /// <summary>
    /// Lets the codec decode a JPEG at n/8 of its size where the shorter side then still has twice the pixels it is resized to. Saves a tenth to
    /// two thirds of the time, and is off by default, as it moves the answer: over 41 photographs of 1 to 24 megapixels (Debian's wallpaper packages of lomiri
    /// and plasma-workspace) a level (0..255) of the networks' inputs moved by 0.28 in the mean (1.1 in the worst photograph) and by 19 at most, a logit by
    /// 0.02 standard deviations of a photograph's logits at most, a probability by 7e-7 at most, and no first answer changed. The networks (paper, bvlc and
    /// onetower) had seeded random weights; AlexNet.Bench.Imaging.ReducedDecoding measures it.
    /// </summary>
    public bool ReducedDecoding { get; init; }

    /// <summary>Memory that pictures share which are decoded at the same time.</summary>
    internal PixelBudget Budget { get; init; } = PixelBudget.Shared;

    /// <summary>Throws when a bound cannot be meant.</summary>
    /// <exception cref="ArgumentException">Says which.</exception>
    internal ImageOptions Validated()
    {
        if (MaximumPixels is < 1 or > int.MaxValue / 4L) throw new ArgumentException($"found a maximum of {MaximumPixels} pixels, but needs 1 to {int.MaxValue / 4}");
        if (MaximumBytes is < 1 or > 1 << 30) throw new ArgumentException($"found a maximum of {MaximumBytes} bytes, but needs 1 to {1 << 30}");
        return this;
    }
}
