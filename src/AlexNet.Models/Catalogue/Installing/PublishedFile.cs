using AlexNet.Models.Catalogue.Downloading;

namespace AlexNet.Models.Catalogue.Installing;

/// <summary>Fetches the published file of a model into a part, and makes sure that it is that file.</summary>
/// <param name="model">The model.</param>
/// <param name="part">Path of the part without an extension.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class PublishedFile(CatalogueEntry model, string part, IProgress<InstallProgress>? progress)
{
    /// <summary>Tries one source after the other until the part is the published file.</summary>
    /// <exception cref="ModelInstallException">No source has it; says of each why.</exception>
    public async Task FetchAsync(InstallOptions options, CancellationToken cancellation)
    {
        var failures = new List<SourceFailure>();
        var error = InstallError.NotFetched;
        using var download = new HttpDownload(options.Download);
        foreach (var source in ModelSource.Of(model, options, download))
        {
            try
            {
                var (found, wentOn) = await FetchAsync(source, cancellation).ConfigureAwait(false);
                // Bytes of an earlier run may be of another file: once more without them, then.
                if (found is not null && wentOn) (found, _) = await FetchAsync(source, cancellation).ConfigureAwait(false);
                if (found is not { } other) return;
                error = InstallError.WrongHash;
                failures.Add(new(source.Name, $"it is not the published file (its hash is {other}, not {model.Hashes.First(hash => hash.Algorithm == other.Algorithm).Hex})"));
            }
            catch (DownloadException exception)
            {
                failures.Add(new(source.Name, exception.Message));
            }
        }
        throw new ModelInstallException(model, error, failures);
    }

    /// <summary>Fills the part and hashes it; a part that is another file is deleted.</summary>
    /// <returns>A hash that differs, if any does, and whether some bytes were there before.</returns>
    private async Task<(FileHash? Found, bool WentOn)> FetchAsync(ModelSource source, CancellationToken cancellation)
    {
        bool wentOn;
        await using (var file = PartFile.Open(part))
        {
            wentOn = file.Length > 0;
            await source.FetchAsync(file, model, (bytes, problem) => Report(InstallStage.Fetching, bytes, problem), cancellation).ConfigureAwait(false);
        }
        var found = await FileHash.FirstDifference(PartFile.DataOf(part), model.Hashes, bytes => Report(InstallStage.Verifying, bytes, null), cancellation).ConfigureAwait(false);
        if (found is not null) PartFile.Delete(part);
        return (found, wentOn);

        void Report(InstallStage stage, long bytes, string? problem) => progress?.Report(new(stage, bytes, model.Bytes, source.Name, problem));
    }
}
