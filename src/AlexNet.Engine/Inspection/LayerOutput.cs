using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inspection;

/// <summary>What one layer made of one photo.</summary>
[TypeFormatterSource]
public sealed class LayerOutput
{
    private TensorStatistics? _statistics;

    /// <summary>Where the photo is.</summary>
    public required string Path { get; init; }

    /// <summary>The path in PowerShell's own form; null for a photo from memory.</summary>
    public string? PSPath { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the layer, as in <c>conv1</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>The word for its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>Shape of the outputs.</summary>
    public required MapShape Shape { get; init; }

    /// <summary>The outputs, [channels][height][width].</summary>
    public required float[] Values { get; init; }

    /// <summary>Their range, mean and so on.</summary>
    public TensorStatistics Statistics => _statistics ??= TensorStatistics.Of(Values);

    /// <summary>One map, [height][width].</summary>
    /// <param name="channel">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number.</exception>
    public float[] Map(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(channel, Shape.Channels);
        return Values[(channel * Shape.Plane)..((channel + 1) * Shape.Plane)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Layer} {Shape} of {System.IO.Path.GetFileName(Path)}";
}
