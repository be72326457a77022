namespace AlexNet.Engine.Similarity;

/// <summary>An index of photos, and what was done to bring it up to date.</summary>
public sealed class ImageIndexInfo
{
    /// <summary>The file, as a file-system path.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Photos of the folder that are in the index.</summary>
    public required int Photos { get; init; }

    /// <summary>Photos that were read, as they were new or changed.</summary>
    public required int Read { get; init; }

    /// <summary>Photos that the network had to look at: of the others the outputs were known.</summary>
    public required int Computed { get; init; }

    /// <summary>Photos that are gone and were taken out.</summary>
    public required int Removed { get; init; }

    /// <summary>Photos that cannot be read.</summary>
    public required int Failed { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Bytes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Path}: {Photos} photos, {Read} read, {Computed} computed, {Removed} removed");
}
