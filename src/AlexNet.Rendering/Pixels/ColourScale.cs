using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Pixels;

/// <summary>
/// Colours for signed values: blue below zero, white at it, red above, each the darker the farther; the scale RdBu of ColorBrewer, which colour-blind people tell
/// apart too.
/// </summary>
/// <param name="Limit">The value, and minus it, at which the scale ends; above 0.</param>
public readonly record struct ColourScale(double Limit)
{
    private static readonly Colour[] Stops = [.. new[] { 0x053061, 0x2166AC, 0x92C5DE, 0xF7F7F7, 0xF4A582, 0xB2182B, 0x67001F }.Select(Colour.Of)];

    // What is no number: a green that the scale does not have.
    private static readonly Colour NotFinite = Colour.Of(0x00C853);

    /// <summary>The scale that holds all of some values, zero in its middle.</summary>
    public static ColourScale For(ReadOnlySpan<float> values)
    {
        var limit = 0f;
        foreach (var value in values)
            if (float.IsFinite(value)) limit = Math.Max(limit, Math.Abs(value));
        return new ColourScale(limit > 0 ? limit : 1);
    }

    /// <summary>The colour of a value.</summary>
    public Colour Of(double value)
    {
        if (!double.IsFinite(value)) return NotFinite;
        var place = (Math.Clamp(value / Limit, -1, 1) + 1) / 2 * (Stops.Length - 1);
        var stop = Math.Min((int)place, Stops.Length - 2);
        return Stops[stop].Toward(Stops[stop + 1], place - stop);
    }

    /// <summary>What can be read on the colour of a value.</summary>
    public Ink InkOn(double value) => Ink.ReadableOn(Of(value));

    /// <summary>In words, as every picture that uses it says.</summary>
    public override string ToString() => $"blue -{Numbers.Value(Limit)}, white 0, red {Numbers.Value(Limit)}";

    /// <summary>Draws the scale with its ends.</summary>
    internal void Draw(Drawing drawing, double x, double y, double width)
    {
        const int height = 10;
        var pixels = new PixelGrid((int)width, 1);
        for (var i = 0; i < (int)width; i++) pixels.Set(i, 0, Of((2.0 * i / ((int)width - 1) - 1) * Limit));
        drawing.Add(new Picture(x, y, width, height, pixels.Image) { Part = "scale" });
        foreach (var (text, place, anchor) in new[] { ($"-{Numbers.Value(Limit)}", 0.0, Anchor.Start), ("0", 0.5, Anchor.Middle), (Numbers.Value(Limit), 1.0, Anchor.End) })
            drawing.Write(x + place * width, y + height + 12, text, 10, Ink.Muted, anchor);
    }
}
