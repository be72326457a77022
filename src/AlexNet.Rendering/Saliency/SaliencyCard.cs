using AlexNet.Engine.Inspection.Saliency;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Saliency;

/// <summary>One map over its photo: the class and its probability, how the map was made, the picture, and the scale of its colours.</summary>
internal sealed class SaliencyCard
{
    private const double Head = 34, Foot = 38, UsualSide = 250;

    /// <summary>Between pictures, and between cards.</summary>
    public const double Gap = 12;

    private readonly SaliencyMap _map;
    private readonly SaliencyPixels _pixels;

    /// <param name="map">The map.</param>
    public SaliencyCard(SaliencyMap map)
    {
        (_map, _pixels) = (map, new SaliencyPixels(map));
        // Whole multiples of a pixel, so that none is wider than its neighbours.
        Side = _pixels.Side > UsualSide ? UsualSide : Math.Floor(UsualSide / _pixels.Side) * _pixels.Side;
    }

    /// <summary>Side of a picture.</summary>
    public double Side { get; }

    /// <summary>Width of the card.</summary>
    public double Width => _pixels.Pictures.Count * (Side + Gap) - Gap;

    /// <summary>Height of the card.</summary>
    public double Height => Head + Side + Foot;

    /// <summary>The method as its authors write it, and what it looked at.</summary>
    public static string How(SaliencyMap map) => map.Method switch
    {
        SaliencyMethod.GradCam => $"Grad-CAM of {map.Layer}",
        SaliencyMethod.Gradient => "gradient",
        SaliencyMethod.GuidedBackprop => "guided backpropagation",
        _ => "occlusion",
    };

    /// <summary>What the colours say, in words.</summary>
    public string Scale => _pixels.Scale.IsFlat
        ? $"{How(_map)}: 0 everywhere, so nothing on the photo speaks for {_map.Label}"
        : $"{How(_map)}: {_pixels.Scale}{(_pixels.Smoothing > 0 ? $", smoothed over {_pixels.Smoothing} pixels" : "")}{(_pixels.HasPhoto ? "" : "; the photo is not at hand, so the map stands alone")}";

    /// <summary>The map as letters, the fuller the stronger.</summary>
    public string Letters(int columns) => Pixels.HalfBlocks.DrawPlain(_pixels.Heat().Item1, columns);

    /// <summary>Draws it.</summary>
    public void Draw(Drawing drawing, double x, double y)
    {
        drawing.Write(x, y + 13, Drawings.Letters.Fit($"{_map.Label} {Numbers.Percent(_map.Probability)}", 13, Width), 13, bold: true);
        drawing.Write(x, y + 27, Drawings.Letters.Fit($"{How(_map)}, {Path.GetFileName(_map.Path)}", 10, Width), 10, Ink.Muted);
        y += Head;
        foreach (var (index, (image, isPhoto)) in _pixels.Pictures.Index())
            drawing.Add(new Picture(x + index * (Side + Gap), y, Side, Side, image) { IsPhoto = isPhoto, Part = "saliency", Tip = _map.ToString() });
        _pixels.Scale.Draw(drawing, x, y + Side + 8, Side);
    }
}
