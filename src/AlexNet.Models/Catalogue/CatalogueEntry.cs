namespace AlexNet.Models.Catalogue;

/// <summary>A public model: where its file is, and what is known of it.</summary>
public sealed record CatalogueEntry
{
    /// <summary>What it is called here: lower case letters, digits, dots, dashes and underscores, so that it may be a file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Other names by which it is found.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>A few words about it.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the file as it is published.</summary>
    public required string File { get; init; }

    /// <summary>The program whose format the file has, such as <c>Caffe</c>. The file is recognised by its content all the same.</summary>
    public required string Format { get; init; }

    /// <summary>Name of the network, which tells apart what has the same shapes.</summary>
    public required string Architecture { get; init; }

    /// <summary>Whether its outputs are ImageNet's 1000 classes, in their order.</summary>
    public bool IsImageNet { get; init; }

    /// <summary>Whether it is the one to take for somebody who only wants ImageNet's classes.</summary>
    public bool IsRecommended { get; init; }

    /// <summary>Where the file is, the first address first.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>What the file hashes to; one at least is SHA-2.</summary>
    public required IReadOnlyList<FileHash> Hashes { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>Percent of ImageNet's validation photos whose class is the first answer, as published; null when nobody says.</summary>
    public double? Top1 { get; init; }

    /// <summary>Percent whose class is among the first five.</summary>
    public double? Top5 { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
