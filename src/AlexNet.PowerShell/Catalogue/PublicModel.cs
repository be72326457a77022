using AlexNet.Models.Catalogue;

namespace AlexNet.PowerShell.Catalogue;

/// <summary>A model of the catalogue.</summary>
public sealed record PublicModel
{
    /// <summary>What Install-AlexNetModel and, once it is installed, -Model call it.</summary>
    public required string Name { get; init; }

    /// <summary>A few words about it.</summary>
    public required string Title { get; init; }

    /// <summary>The network's name.</summary>
    public required string Architecture { get; init; }

    /// <summary>The program whose format its file has.</summary>
    public required string Format { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Share of ImageNet's validation photos whose class is the first answer, 0 to 1, as published; null when nobody says.</summary>
    public double? Top1Accuracy { get; init; }

    /// <summary>Share whose class is among the first five.</summary>
    public double? Top5Accuracy { get; init; }

    /// <summary>The licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>Name of the published file.</summary>
    public required string File { get; init; }

    /// <summary>Where the file is.</summary>
    public required string Url { get; init; }

    /// <summary>Where it is besides.</summary>
    public required IReadOnlyList<string> Mirrors { get; init; }

    /// <summary>What the file hashes to, as in <c>SHA256:4bff...</c>.</summary>
    public required IReadOnlyList<string> Hashes { get; init; }

    /// <summary>Whether it is installed.</summary>
    public bool IsInstalled => Path is not null;

    /// <summary>The installed model's file; null when it is not installed.</summary>
    public string? Path { get; init; }

    /// <summary>Describes a model of the catalogue.</summary>
    internal static PublicModel Of(CatalogueEntry model) => new()
    {
        Name = model.Name,
        Title = model.Title,
        Architecture = model.Architecture,
        Format = model.Format,
        Bytes = model.Bytes,
        Top1Accuracy = model.Top1 / 100,
        Top5Accuracy = model.Top5 / 100,
        Licence = model.Licence,
        File = model.File,
        Url = model.Addresses[0].AbsoluteUri,
        Mirrors = model.Addresses.Skip(1).Select(address => address.AbsoluteUri).ToArray(),
        Hashes = model.Hashes.Select(hash => hash.ToString()).ToArray(),
        Path = ModelStore.OfUser.Find(model.Name),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
