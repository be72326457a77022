namespace AlexNet.Engine.Evaluation.Comparison;

/// <summary>How far the outputs of a layer are apart in two models, over all photos compared.</summary>
public sealed record LayerDifference
{
    /// <summary>The layer's name in both models, after whose nonlinearity the outputs are taken; <c>input</c> for what the photos are made into.</summary>
    public required string Layer { get; init; }

    /// <summary>Height x width x channels in the reference model; null where it has no such layer.</summary>
    public required string? Shape { get; init; }

    /// <summary>Height x width x channels in the other model; null where it has no such layer.</summary>
    public required string? OtherShape { get; init; }

    /// <summary>Largest absolute difference of two values at the same place; null for layers of different shapes.</summary>
    public float? Largest { get; init; }

    /// <summary>That difference over the largest magnitude that the layer's outputs have in the reference model; null for layers of different shapes.</summary>
    public float? Relative { get; init; }

    /// <summary>The photo with the largest difference; null when there is none.</summary>
    public string? Photo { get; init; }

    /// <summary>Why the layers cannot be compared; null when they are.</summary>
    public string? Obstacle =>
        Shape is null ? "only in the other model" :
        OtherShape is null ? "only in the reference model" :
        Shape != OtherShape ? $"another shape: {OtherShape}" : null;

    /// <inheritdoc/>
    public override string ToString() => Obstacle is { } obstacle ? $"{Layer}: {obstacle}" : FormattableString.Invariant($"{Layer}: {Largest:0.0e+0}");
}
