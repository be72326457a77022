namespace AlexNet.Rendering.Drawings;

/// <summary>A colour of 8 bits a channel.</summary>
public readonly record struct Colour(byte R, byte G, byte B)
{
    /// <summary>From <c>0xRRGGBB</c>.</summary>
    public static Colour Of(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>How light it looks, from 0 for black to 1 for white (the luma of ITU-R BT.601).</summary>
    public double Lightness => (0.299 * R + 0.587 * G + 0.114 * B) / 255;

    /// <summary>How much light it sends, from 0 for black to 1 for white (the relative luminance of WCAG 2, which contrasts are reckoned with).</summary>
    public double Luminance => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    /// <summary>A part of the way from this colour to another.</summary>
    /// <param name="other">The other end.</param>
    /// <param name="share">0 for this colour, 1 for the other.</param>
    public Colour Toward(Colour other, double share) => new(Between(R, other.R, share), Between(G, other.G, share), Between(B, other.B, share));

    /// <summary>As CSS has it, <c>#rrggbb</c>.</summary>
    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    private static double Linear(byte channel) => channel / 255.0 is var value && value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static byte Between(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * Math.Clamp(share, 0, 1));
}
