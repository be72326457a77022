namespace AlexNet.Engine.Similarity;

/// <summary>A photo that is like another: a neighbour in the space of a layer's outputs (section 6.1 of the paper).</summary>
[TypeFormatterSource]
public sealed class SimilarImage : IOrdered<SimilarImage>
{
    /// <summary>The photo that neighbours were wanted of: a file-system path, or a description such as <c>bytes[3]</c>.</summary>
    public required string Query { get; init; }

    /// <summary>Where the photo is, as a file-system path.</summary>
    public required string Path { get; init; }

    /// <summary>The path in PowerShell's own form, which binds to -LiteralPath of the next command.</summary>
    public string? PSPath { get; init; }

    /// <summary>Cosine of the angle between the two photos' outputs: 1 for the same, 0 for nothing in common.</summary>
    public required double Similarity { get; init; }

    /// <summary>1 for the nearest.</summary>
    public required int Rank { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>The more alike first.</summary>
    public int CompareTo(SimilarImage? other) => other is null ? 1 : other.Similarity.CompareTo(Similarity);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{System.IO.Path.GetFileName(Path)} ({Similarity:0.000})");
}
