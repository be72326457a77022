using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Pixels;

/// <summary>
/// Colours for values from zero up: black, violet, orange, light yellow, the lighter the more; Matplotlib's inferno, whose steps look equal and which colour-blind people
/// tell apart too.
/// </summary>
/// <param name="Limit">The value at which the scale ends; above 0.</param>
public readonly record struct HeatScale(double Limit)
{
    private static readonly Colour[] Stops = [.. new[] { 0x000004, 0x420A68, 0x932667, 0xDD513A, 0xFCA50A, 0xFCFFA4 }.Select(Colour.Of)];

    /// <summary>The colour of a value.</summary>
    public Colour Of(double value) => ColourScale.Between(Stops, value / Limit);

    /// <summary>In words, as every picture that uses it says.</summary>
    public override string ToString() => $"black 0, light yellow {Numbers.Value(Limit)}";
}
