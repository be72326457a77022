namespace AlexNet.Engine.Inference;

/// <summary>One answer of the network.</summary>
/// <param name="Rank">1 for the likeliest.</param>
/// <param name="ClassIndex">Index of the output.</param>
/// <param name="Label">Its name.</param>
/// <param name="Synset">Its WordNet id, where there is one.</param>
/// <param name="Probability">Of the class, 0 to 1.</param>
public sealed record Prediction(int Rank, int ClassIndex, string Label, string? Synset, float Probability) : IOrdered<Prediction>
{
    /// <summary>The likelier first: by rank.</summary>
    public int CompareTo(Prediction? other) => other is null ? 1 : Rank.CompareTo(other.Rank);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Label} ({Probability:0.0%})");
}

/// <summary>The network's answers for one photo.</summary>
[TypeFormatterSource]
public sealed class Classification : IOrdered<Classification>
{
    /// <summary>Where the photo is, as a file-system path; a description such as <c>bytes[3]</c> for one that came from memory.</summary>
    public required string Path { get; init; }

    /// <summary>The path in PowerShell's own form, which binds to -LiteralPath of the next command; null for a photo from memory.</summary>
    public string? PSPath { get; init; }

    /// <summary>Name of the likeliest class.</summary>
    public string Label => Predictions.Count > 0 ? Predictions[0].Label : "";

    /// <summary>Probability of the likeliest class.</summary>
    public float Probability => Predictions.Count > 0 ? Predictions[0].Probability : 0;

    /// <summary>The likeliest classes, likeliest first.</summary>
    public required IReadOnlyList<Prediction> Predictions { get; init => field = Indexable.List(value); }

    /// <summary>Name of the model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>The surer first.</summary>
    public int CompareTo(Classification? other) => other is null ? 1 : other.Probability.CompareTo(Probability);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{System.IO.Path.GetFileName(Path)}: {Label} ({Probability:0.0%})");
}
