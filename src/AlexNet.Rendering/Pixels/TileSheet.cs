using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;

namespace AlexNet.Rendering.Pixels;

/// <summary>Where equal tiles lie in rows, and how large they are, so that a drawing's width is used and no tile is larger than is good.</summary>
/// <param name="Across">Tiles in a row.</param>
/// <param name="Side">Side of a tile in the drawing.</param>
internal readonly record struct TileSheet(int Across, double Side)
{
    /// <summary>Between tiles.</summary>
    public const double Gap = 3;

    private const int LeastMultiple = 3, MostMultiple = 24;

    /// <summary>Chooses for some tiles.</summary>
    /// <param name="tiles">How many.</param>
    /// <param name="pixels">Pixels in a row of each.</param>
    /// <param name="width">What there is for a row.</param>
    /// <param name="across">Tiles in a row; 0 to choose.</param>
    public static TileSheet For(int tiles, int pixels, double width, int across = 0)
    {
        if (across == 0) across = tiles <= 4 ? Math.Max(tiles, 2) : tiles <= 16 ? 4 : tiles <= 36 ? 6 : tiles <= 64 ? 8 : 16;
        var side = (width + Gap) / across - Gap;
        // Whole multiples of a pixel keep small pictures even; in larger ones nobody sees the difference.
        if (side >= LeastMultiple * pixels) side = Math.Min(Math.Floor(side / pixels), MostMultiple) * pixels;
        return new TileSheet(across, side);
    }

    /// <summary>Height of so many tiles.</summary>
    public double Height(int tiles, double label = 0) => (tiles + Across - 1) / Across * (Side + Gap + label) - Gap;

    /// <summary>Draws a tile in its place.</summary>
    /// <param name="drawing">Takes it.</param>
    /// <param name="image">Its pixels.</param>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="x">Left of all tiles.</param>
    /// <param name="y">Top of all tiles.</param>
    /// <param name="tip">What it is.</param>
    /// <param name="label">Words under it; null for none.</param>
    public void Draw(Drawing drawing, RgbImage image, int index, double x, double y, string tip, string? label = null)
    {
        const double labelHeight = 12;
        var (left, top) = (x + index % Across * (Side + Gap), y + index / Across * (Side + Gap + (label is null ? 0 : labelHeight)));
        drawing.Add(new Picture(left, top, Side, Side, image) { Tip = tip, Part = "tile" });
        if (label is not null) drawing.Write(left, top + Side + 10, label, 9.5, Ink.Muted);
    }
}
