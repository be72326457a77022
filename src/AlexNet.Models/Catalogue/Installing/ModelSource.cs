using AlexNet.Models.Catalogue.Downloading;

namespace AlexNet.Models.Catalogue.Installing;

/// <summary>Where a published file may come from.</summary>
internal abstract class ModelSource
{
    private const int Chunk = 1 << 18;

    /// <summary>Name for people.</summary>
    public abstract string Name { get; }

    /// <summary>Fills the part with the file.</summary>
    /// <exception cref="DownloadException">The source does not have it.</exception>
    public abstract Task FetchAsync(PartFile part, CatalogueEntry model, Action<long, string?> report, CancellationToken cancellation);

    /// <summary>Where to look, in order.</summary>
    public static IReadOnlyList<ModelSource> Of(CatalogueEntry model, InstallOptions options, HttpDownload download)
    {
        if (options.Source is { } source)
        {
            var isWeb = Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme is "http" or "https";
            return [isWeb ? new Web(address!, download) : new Local(FileIn(source, model))];
        }
        var sources = model.Addresses.Select(ModelSource (published) => new Web(published, download));
        return options.OfflineFolder is { } folder && FileIn(folder, model) is var file && File.Exists(file) ? [new Local(file), .. sources] : [.. sources];
    }

    private static string FileIn(string path, CatalogueEntry model) => Path.GetFullPath(Directory.Exists(path) ? Path.Combine(path, model.File) : path);

    /// <summary>An address in the network.</summary>
    private sealed class Web(Uri address, HttpDownload download) : ModelSource
    {
        public override string Name => address.AbsoluteUri;

        public override Task FetchAsync(PartFile part, CatalogueEntry model, Action<long, string?> report, CancellationToken cancellation) =>
            download.FetchAsync(address, part, model.Bytes, report, cancellation);
    }

    /// <summary>A file at hand. It is copied, so that what was hashed is what is read afterwards, whoever owns the file.</summary>
    private sealed class Local(string path) : ModelSource
    {
        public override string Name => path;

        public override async Task FetchAsync(PartFile part, CatalogueEntry model, Action<long, string?> report, CancellationToken cancellation)
        {
            // Looked at before it is opened: a pipe has no length, and would be waited for.
            if (!File.Exists(path)) throw new DownloadException("there is no such file");
            RequireLength(new FileInfo(path).Length);
            part.Restart(new Uri(path), null);
            try
            {
                await using var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
                var buffer = new byte[Chunk];
                for (int read; part.Length < model.Bytes && (read = await file.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0; report(part.Length, null))
                    await part.AppendAsync(buffer.AsMemory(0, read), cancellation).ConfigureAwait(false);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw new DownloadException("it may not be read", inner: exception);
            }
            RequireLength(part.Length);

            void RequireLength(long bytes)
            {
                if (bytes != model.Bytes) throw new DownloadException($"it has {bytes:N0} bytes instead of {model.Bytes:N0}");
            }
        }
    }
}
