using AlexNet.Models.Catalogue.Downloading;

namespace AlexNet.Models.Catalogue.Installing;

/// <summary>How a model is installed.</summary>
public sealed record InstallOptions
{
    /// <summary>The environment variable that names a folder of published files, which is looked into before anything is downloaded.</summary>
    public const string OfflineFolderVariable = "ALEXNET_MODEL_CACHE";

    /// <summary>Where the published file is in place of the catalogue's addresses: an address, a file, or a folder that has a file of its name.</summary>
    public string? Source { get; init; }

    /// <summary>The folder of published files; null for none.</summary>
    public string? OfflineFolder { get; init; } = Environment.GetEnvironmentVariable(OfflineFolderVariable) is { Length: > 0 } folder ? folder : null;

    /// <summary>Whether a model that is installed already is installed again.</summary>
    public bool Overwrite { get; init; }

    /// <summary>How files are downloaded.</summary>
    public DownloadOptions Download { get; init; } = new();
}
