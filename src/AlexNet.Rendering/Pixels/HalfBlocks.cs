using System.Globalization;
using System.Text;
using AlexNet.Imaging;
using AlexNet.Imaging.Resizing;
using AlexNet.Rendering.Drawings;

namespace AlexNet.Rendering.Pixels;

/// <summary>Pictures in a terminal: a character cell shows two pixels, the upper as the colour of <c>▀</c> and the lower as its ground.</summary>
public static class HalfBlocks
{
    private const string Reset = "\e[0m";

    // From empty to full, for terminals without colours.
    private const string Ramp = " .:-=+*#%@";

    /// <summary>Lines of coloured half blocks, with 24-bit colours.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="columns">Character cells in a line, at least 1; a narrower picture is not enlarged.</param>
    public static string Draw(RgbImage image, int columns)
    {
        var small = Fit(image, columns, rowsPerCell: 2);
        var text = new StringBuilder();
        for (var y = 0; y < small.Height; y += 2)
        {
            var last = "";
            for (var x = 0; x < small.Width; x++)
            {
                var upper = Rgb(small, x, y);
                var colours = y + 1 < small.Height ? $"\e[38;2;{upper};48;2;{Rgb(small, x, y + 1)}m" : $"\e[0;38;2;{upper}m";
                if (colours != last) text.Append(last = colours);
                text.Append('▀');
            }
            text.Append(Reset).Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Pictures of one size as tiles, a pixel apart, as many in a row as there is room for; large ones are made small enough for four.</summary>
    /// <param name="tiles">The pictures, at least one.</param>
    /// <param name="columns">Character cells in a line.</param>
    public static string DrawTiles(IReadOnlyList<RgbImage> tiles, int columns)
    {
        const int leastAcross = 4, leastSide = 8;
        var width = Math.Min(tiles[0].Width, Math.Max(leastSide, (columns + 1) / leastAcross - 1));
        var height = Math.Max(1, tiles[0].Height * width / tiles[0].Width);
        var across = Math.Clamp((columns + 1) / (width + 1), 1, tiles.Count);
        var rows = (tiles.Count + across - 1) / across;
        var sheet = new RgbImage(across * (width + 1) - 1, rows * (height + 1) - 1, new byte[3 * (across * (width + 1) - 1) * (rows * (height + 1) - 1)]);
        foreach (var (index, tile) in tiles.Index())
        {
            var small = Resizer.Resize(tile, width, height);
            for (var y = 0; y < height; y++)
                small.Pixels.AsSpan(3 * y * width, 3 * width).CopyTo(sheet.Pixels.AsSpan(3 * ((index / across * (height + 1) + y) * sheet.Width + index % across * (width + 1))));
        }
        return Draw(sheet, Math.Max(columns, sheet.Width));
    }

    /// <summary>Lines of letters, the fuller the lighter the place.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="columns">Letters in a line.</param>
    public static string DrawPlain(RgbImage image, int columns)
    {
        // A letter is about twice as high as wide.
        var small = Fit(image, columns, rowsPerCell: 1);
        var text = new StringBuilder();
        for (var y = 0; y < small.Height; y++)
        {
            for (var x = 0; x < small.Width; x++)
            {
                var at = 3 * (y * small.Width + x);
                var light = new Colour(small.Pixels[at], small.Pixels[at + 1], small.Pixels[at + 2]).Lightness;
                text.Append(Ramp[Math.Min((int)(light * Ramp.Length), Ramp.Length - 1)]);
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    private static RgbImage Fit(RgbImage image, int columns, int rowsPerCell)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var width = Math.Min(columns, image.Width);
        var height = Math.Max(1, (int)Math.Round((double)image.Height * width / image.Width * rowsPerCell / 2));
        return Resizer.Resize(image, width, height);
    }

    private static string Rgb(RgbImage image, int x, int y)
    {
        var at = 3 * (y * image.Width + x);
        return string.Create(CultureInfo.InvariantCulture, $"{image.Pixels[at]};{image.Pixels[at + 1]};{image.Pixels[at + 2]}");
    }
}
