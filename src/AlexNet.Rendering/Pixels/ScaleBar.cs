using AlexNet.Rendering.Drawings;

namespace AlexNet.Rendering.Pixels;

/// <summary>A scale of colours drawn as a bar, with values under it.</summary>
internal static class ScaleBar
{
    private const int Height = 10;

    /// <summary>Draws it.</summary>
    /// <param name="drawing">Takes it.</param>
    /// <param name="x">Left.</param>
    /// <param name="y">Top.</param>
    /// <param name="width">Width.</param>
    /// <param name="colour">The colour at a share of the way, 0 to 1.</param>
    /// <param name="labels">Words evenly under it, from its left to its right end.</param>
    public static void Draw(Drawing drawing, double x, double y, double width, Func<double, Colour> colour, params IReadOnlyList<string> labels)
    {
        var pixels = new PixelGrid((int)width, 1);
        for (var i = 0; i < (int)width; i++) pixels.Set(i, 0, colour(i / ((int)width - 1.0)));
        drawing.Add(new Picture(x, y, width, Height, pixels.Image) { Part = "scale" });
        for (var i = 0; i < labels.Count; i++)
            drawing.Write(x + i * width / (labels.Count - 1), y + Height + 12, labels[i], 10, Ink.Muted, i == 0 ? Anchor.Start : i == labels.Count - 1 ? Anchor.End : Anchor.Middle);
    }
}
