namespace AlexNet.Engine.Evaluation.Comparison;

/// <summary>What two models make of the same photos.</summary>
public sealed record ModelComparison
{
    /// <summary>Name of the model that the other is measured by.</summary>
    public required string ReferenceModel { get; init; }

    /// <summary>Name of the other model.</summary>
    public required string DifferenceModel { get; init; }

    /// <summary>Photos that both models classified.</summary>
    public required int Photos { get; init; }

    /// <summary>Share of the photos to which both give the same first answer, 0 to 1.</summary>
    public required double Top1Agreement { get; init; }

    /// <summary>Mean share of the reference model's first five answers that are among the other's.</summary>
    public required double Top5Agreement { get; init; }

    /// <summary>The input and every layer, in the order of the reference model; what the other model has alone comes last.</summary>
    public required IReadOnlyList<LayerDifference> Layers { get; init => field = Indexable.List(value); }

    /// <summary>Whether the two networks have the same layers of the same shapes.</summary>
    public bool IsSameGeometry => Layers.All(layer => layer.Obstacle is null);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{ReferenceModel} and {DifferenceModel}: {Top1Agreement:0.0%} of {Photos} photos alike");
}
