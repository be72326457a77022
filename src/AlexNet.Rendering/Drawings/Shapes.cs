using AlexNet.Imaging;

namespace AlexNet.Rendering.Drawings;

/// <summary>A part of a drawing. Places and sizes are in pixels from the drawing's upper left corner.</summary>
public abstract record Shape
{
    /// <summary>What is said of it where the mouse rests on it.</summary>
    public string? Tip { get; init; }

    /// <summary>What it stands for, one word: <c>data-part</c> in markup.</summary>
    public string? Part { get; init; }
}

/// <summary>A rectangle.</summary>
public sealed record Box(double X, double Y, double Width, double Height) : Shape
{
    /// <summary>Its surface; null for none.</summary>
    public Ink? Fill { get; init; }

    /// <summary>Its edge; null for none.</summary>
    public Ink? Stroke { get; init; }

    /// <summary>Width of the edge.</summary>
    public double StrokeWidth { get; init; } = 1;

    /// <summary>Radius of its corners.</summary>
    public double Radius { get; init; }
}

/// <summary>A straight line.</summary>
public sealed record Line(double X1, double Y1, double X2, double Y2) : Shape
{
    /// <summary>What it is drawn with.</summary>
    public Ink Stroke { get; init; } = Ink.Text;

    /// <summary>Its width.</summary>
    public double Width { get; init; } = 1;

    /// <summary>Whether it is dashed.</summary>
    public bool IsDashed { get; init; }

    /// <summary>Whether it ends in a head.</summary>
    public bool IsArrow { get; init; }
}

/// <summary>Neighbouring lines through points, or the surface that they enclose.</summary>
public sealed record Polygon(IReadOnlyList<(double X, double Y)> Points) : Shape
{
    /// <summary>Its surface; null for an open line.</summary>
    public Ink? Fill { get; init; }

    /// <summary>Its edge; null for none.</summary>
    public Ink? Stroke { get; init; }

    /// <summary>Width of the edge.</summary>
    public double Width { get; init; } = 1;

    /// <summary>Whether the edge is dashed.</summary>
    public bool IsDashed { get; init; }
}

/// <summary>Where the place of some words is in them.</summary>
public enum Anchor
{
    /// <summary>At their left end.</summary>
    Start,

    /// <summary>In their middle.</summary>
    Middle,

    /// <summary>At their right end.</summary>
    End,
}

/// <summary>A line of words; the place is on their base line.</summary>
public sealed record Words(double X, double Y, string Text) : Shape
{
    /// <summary>Height of the letters' em.</summary>
    public double Size { get; init; } = 12;

    /// <summary>What they are written with.</summary>
    public Ink Ink { get; init; } = Ink.Text;

    /// <summary>Where the place is in them.</summary>
    public Anchor Anchor { get; init; }

    /// <summary>Whether they are bold.</summary>
    public bool IsBold { get; init; }
}

/// <summary>Pixels.</summary>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Width">Width in the drawing.</param>
/// <param name="Height">Height in the drawing.</param>
/// <param name="Image">The pixels.</param>
public sealed record Picture(double X, double Y, double Width, double Height, RgbImage Image) : Shape
{
    /// <summary>Whether it is a photograph, which is smoothed and stored with loss; else every pixel is a square of its own.</summary>
    public bool IsPhoto { get; init; }

    /// <summary>Pixels as a table of numbers: not to be compared by what is in them.</summary>
    public override string ToString() => $"{Image} at {X}, {Y}";
}
