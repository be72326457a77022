namespace AlexNet.Models.Catalogue.Installing;

/// <summary>Why a model could not be installed.</summary>
public enum InstallError
{
    /// <summary>No source gave the file.</summary>
    NotFetched,

    /// <summary>A file was fetched, but it is not the one that was published.</summary>
    WrongHash,

    /// <summary>The file is the one that was published, but it could not be made into a model.</summary>
    NotConverted,

    /// <summary>The folder of the models cannot be written.</summary>
    NotWritten,
}

/// <summary>One reason of several.</summary>
/// <param name="Source">The address or file.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record SourceFailure(string Source, string Problem)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Problem}";
}

/// <summary>A model that could not be installed: says of every source that was tried why not.</summary>
public sealed class ModelInstallException(CatalogueEntry model, InstallError error, IReadOnlyList<SourceFailure> failures, Exception? inner = null)
    : IOException($"'{model.Name}' is not installed: {string.Join(", ", failures)}", inner)
{
    /// <summary>The model.</summary>
    public CatalogueEntry Model { get; } = model;

    /// <summary>What went wrong.</summary>
    public InstallError Error { get; } = error;

    /// <summary>What was wrong with each source.</summary>
    public IReadOnlyList<SourceFailure> Failures { get; } = failures;
}
