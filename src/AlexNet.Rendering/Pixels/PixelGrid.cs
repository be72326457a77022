using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;

namespace AlexNet.Rendering.Pixels;

/// <summary>Pixels that are set one by one.</summary>
/// <param name="image">The picture that they are set in.</param>
internal sealed class PixelGrid(RgbImage image)
{
    /// <summary>A black picture.</summary>
    public PixelGrid(int width, int height) : this(new RgbImage(width, height, new byte[checked(3 * width * height)])) { }

    /// <summary>The picture.</summary>
    public RgbImage Image { get; } = image;

    /// <summary>Colours a pixel.</summary>
    public void Set(int x, int y, Colour colour)
    {
        var at = 3 * (y * Image.Width + x);
        (Image.Pixels[at], Image.Pixels[at + 1], Image.Pixels[at + 2]) = (colour.R, colour.G, colour.B);
    }

    /// <summary>The picture of a matrix, row by row.</summary>
    /// <param name="values">[height][width].</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="scale">Their colours.</param>
    public static RgbImage Of(ReadOnlySpan<float> values, int width, int height, ColourScale scale)
    {
        var grid = new PixelGrid(width, height);
        for (var i = 0; i < width * height; i++) grid.Set(i % width, i / width, scale.Of(values[i]));
        return grid.Image;
    }

    /// <summary>The picture of three planes of colours, least to greatest value as black to full.</summary>
    /// <param name="planes">[3][height][width], red first unless <paramref name="blueFirst"/>.</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="low">What is black.</param>
    /// <param name="high">What is full colour.</param>
    /// <param name="blueFirst">Whether blue comes first.</param>
    public static RgbImage Colours(ReadOnlySpan<float> planes, int width, int height, float low, float high, bool blueFirst)
    {
        var image = new RgbImage(width, height, new byte[3 * width * height]);
        var span = high > low ? high - low : 1;
        for (var channel = 0; channel < 3; channel++)
            for (var i = 0; i < width * height; i++)
            {
                var level = (planes[channel * width * height + i] - low) / span * 255;
                image.Pixels[3 * i + (blueFirst ? 2 - channel : channel)] = float.IsNaN(level) ? (byte)0 : (byte)Math.Clamp(level + 0.5f, 0, 255);
            }
        return image;
    }
}
