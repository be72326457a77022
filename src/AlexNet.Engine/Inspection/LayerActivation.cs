namespace AlexNet.Engine.Inspection;

/// <summary>What a layer's outputs were like over some photos.</summary>
[TypeFormatterSource]
public sealed record LayerActivation
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The layer with what is fused into it, as in <c>conv1+relu1</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>Shape of the outputs of one photo, height x width x channels.</summary>
    public required string Shape { get; init; }

    /// <summary>Photos that were looked at.</summary>
    public required int Photos { get; init; }

    /// <summary>The least output.</summary>
    public required float Minimum { get; init; }

    /// <summary>The greatest.</summary>
    public required float Maximum { get; init; }

    /// <summary>Their mean.</summary>
    public required double Mean { get; init; }

    /// <summary>Their standard deviation.</summary>
    public required double StandardDeviation { get; init; }

    /// <summary>Share of the outputs that are 0, from 0 to 1.</summary>
    public required double ZeroShare { get; init; }

    /// <summary>Number of maps, or of neurons of a fully connected layer.</summary>
    public required int Maps { get; init; }

    /// <summary>Which of them were 0 everywhere on every photo.</summary>
    public required IReadOnlyList<int> Dead { get; init => field = Indexable.List(value); }

    /// <summary>How many of them these are.</summary>
    public int DeadMaps => Dead.Count;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Layer} {Shape}: {Minimum:0.###} to {Maximum:0.###}, {ZeroShare:0.0%} zero");
}
