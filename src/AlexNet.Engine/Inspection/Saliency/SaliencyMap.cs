using AlexNet.Engine.Inference;

namespace AlexNet.Engine.Inspection.Saliency;

/// <summary>Where on a photo a network looks when it says a class.</summary>
[TypeFormatterSource]
public sealed record SaliencyMap
{
    private TensorStatistics? _statistics;

    /// <summary>Where the photo is, or a description of one from memory.</summary>
    public string Path { get; init; } = "";

    /// <summary>The path in PowerShell's own form; null for a photo from memory.</summary>
    public string? PSPath { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>How the map was made.</summary>
    public required SaliencyMethod Method { get; init; }

    /// <summary>Name of the class that was asked about.</summary>
    public required string Label { get; init; }

    /// <summary>Index of its output.</summary>
    public required int ClassIndex { get; init; }

    /// <summary>The probability that the network gives it, 0 to 1.</summary>
    public required float Probability { get; init; }

    /// <summary>The layer whose maps were looked at; <c>input</c> where it is about the pixels.</summary>
    public required string Layer { get; init; }

    /// <summary>Values in a row of <see cref="Map"/>. The map covers the whole square that the network sees, whatever its size.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of <see cref="Map"/>.</summary>
    public required int Height { get; init; }

    /// <summary>
    /// [height][width], row by row: Grad-CAM's sum, at least 0, in the score's unit; of the gradients the largest |d score / d pixel| of a place's channels, in score
    /// a unit of the network's input; of occlusion the fall of the probability, below 0 where it rises.
    /// </summary>
    public required float[] Map { get; init; }

    /// <summary>What the network saw: red, green, blue of each pixel of a square of <see cref="PhotoSide"/>, row by row; null where nobody kept it.</summary>
    public byte[]? Photo { get; init; }

    /// <summary>Pixels of a side of <see cref="Photo"/>.</summary>
    public int PhotoSide { get; init; }

    /// <summary>How it is drawn where it is drawn.</summary>
    public SaliencyOverlay Overlay { get; init; }

    /// <summary>Range, mean and so on of the map.</summary>
    public TensorStatistics Statistics => _statistics ??= TensorStatistics.Of(Map);

    /// <summary>The map's strongest place, from 0 for the left to 1 for the right edge, and from 0 for the top to 1 for the bottom.</summary>
    public (double X, double Y) Peak
    {
        get
        {
            var place = Array.IndexOf(Map, Map.Max());
            return ((place % Width + 0.5) / Width, (place / Width + 0.5) / Height);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Method} of {Layer} for {Label} ({Probability:0.0%}) on {System.IO.Path.GetFileName(Path)}");

    internal static SaliencyMap Of(string model, SaliencyMethod method, Prediction answer, string layer, int width, float[] map) => new()
    {
        Model = model,
        Method = method,
        Label = answer.Label,
        ClassIndex = answer.ClassIndex,
        Probability = answer.Probability,
        Layer = layer,
        Width = width,
        Height = map.Length / width,
        Map = map,
    };
}
