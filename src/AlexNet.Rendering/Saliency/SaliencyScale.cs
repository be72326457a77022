using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Pixels;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Saliency;

/// <summary>
/// The colours of a map's values, and how strong each is: of Grad-CAM and gradients from 0 up, of occlusion, whose values fall below 0 where the class does better without a
/// place, to both sides. Gradients have a few pixels far above all others: theirs ends where a hundredth of the pixels is beyond.
/// </summary>
internal sealed class SaliencyScale
{
    private const double Outliers = 0.01;

    private readonly bool _isSigned, _isCut;

    /// <param name="method">What made the map.</param>
    /// <param name="values">Its values.</param>
    public SaliencyScale(SaliencyMethod method, IReadOnlyList<float> values)
    {
        _isSigned = method == SaliencyMethod.Occlusion;
        _isCut = method is SaliencyMethod.Gradient or SaliencyMethod.GuidedBackprop;
        var sizes = values.Select(Math.Abs).Order().ToList();
        Limit = _isCut ? sizes[(int)((sizes.Count - 1) * (1 - Outliers))] : sizes[^1];
        IsFlat = !(sizes[^1] > 0);
        if (!(Limit > 0)) Limit = IsFlat ? 1 : sizes[^1];
    }

    /// <summary>The value at which the scale ends.</summary>
    public double Limit { get; }

    /// <summary>Whether all values are 0.</summary>
    public bool IsFlat { get; }

    /// <summary>The colour of a value.</summary>
    public Colour Of(double value) => _isSigned ? new ColourScale(Limit).Of(value) : new HeatScale(Limit).Of(value);

    /// <summary>How much of the scale's length a value has, 0 to 1; nothing below 0.</summary>
    public double Strength(double value) => Math.Clamp(value / Limit, 0, 1);

    /// <summary>How far from 0 a value is, 0 to 1.</summary>
    public double Distance(double value) => Math.Clamp(Math.Abs(value) / Limit, 0, 1);

    /// <summary>Draws it with its ends.</summary>
    public void Draw(Drawing drawing, double x, double y, double width)
    {
        if (_isSigned) new ColourScale(Limit).Draw(drawing, x, y, width);
        else ScaleBar.Draw(drawing, x, y, width, share => Of(share * Limit), "0", Numbers.Value(Limit));
    }

    /// <summary>In words.</summary>
    public override string ToString() => $"{(_isSigned ? new ColourScale(Limit).ToString() : new HeatScale(Limit).ToString())}{(_isCut ? ", which a hundredth of the pixels exceeds" : "")}";
}
