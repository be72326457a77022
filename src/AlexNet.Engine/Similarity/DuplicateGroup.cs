namespace AlexNet.Engine.Similarity;

/// <summary>A photo of a group of near duplicates.</summary>
/// <param name="Path">Where it is, as a file-system path.</param>
/// <param name="PSPath">The path in PowerShell's own form, which binds to -LiteralPath of the next command.</param>
/// <param name="Similarity">Cosine of the angle to the group's first photo.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="LastWriteTime">When the file was last written, in local time.</param>
public sealed record DuplicatePhoto(string Path, string? PSPath, double Similarity, long Length, DateTime LastWriteTime)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{System.IO.Path.GetFileName(Path)} ({Similarity:0.000})");
}

/// <summary>Photos that are nearly the same: each is as alike as the threshold to another one of them.</summary>
[TypeFormatterSource]
public sealed class DuplicateGroup
{
    /// <summary>Number of the group, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The photos, two at least: the one with the largest file first, as copies that were made smaller come from it, then the more alike.</summary>
    public required IReadOnlyList<DuplicatePhoto> Photos { get; init; }

    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Number of photos.</summary>
    public int Count => Photos.Count;

    /// <summary>The least similarity of a photo to the first one; in a chain it may be below the threshold.</summary>
    public double Similarity => Photos.Min(photo => photo.Similarity);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Count} photos like {System.IO.Path.GetFileName(Photos[0].Path)}");
}
