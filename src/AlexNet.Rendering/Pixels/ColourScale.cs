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
    public Colour Of(double value) => Between(Stops, (value / Limit + 1) / 2);

    /// <summary>What can be read on the colour of a value.</summary>
    public Ink InkOn(double value) => Ink.ReadableOn(Of(value));

    /// <summary>In words, as every picture that uses it says.</summary>
    public override string ToString() => $"blue -{Numbers.Value(Limit)}, white 0, red {Numbers.Value(Limit)}";

    /// <summary>Draws the scale with its ends.</summary>
    internal void Draw(Drawing drawing, double x, double y, double width)
    {
        var scale = this;
        ScaleBar.Draw(drawing, x, y, width, share => scale.Of((2 * share - 1) * scale.Limit), $"-{Numbers.Value(Limit)}", "0", Numbers.Value(Limit));
    }

    /// <summary>The colour at a share of the way through some stops, evenly spaced; what is beyond them has the colour of the end.</summary>
    internal static Colour Between(Colour[] stops, double share)
    {
        if (!double.IsFinite(share)) return NotFinite;
        var place = Math.Clamp(share, 0, 1) * (stops.Length - 1);
        var stop = Math.Min((int)place, stops.Length - 2);
        return stops[stop].Toward(stops[stop + 1], place - stop);
    }
}
