using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlexNet.Engine.Similarity;
using AlexNet.Engine.UserFiles;
using AlexNet.Imaging.Features;
using AlexNet.Imaging.Similarity;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Similarity;

/// <summary>Folders of photos that one index is of, brought up to date.</summary>
internal sealed class IndexedFolders : IDisposable
{
    private IndexedFolders(ImageIndex index, IReadOnlyCollection<string> photos, ImageIndexInfo info) => (Index, Photos, Info) = (index, photos, info);

    /// <summary>The index.</summary>
    public ImageIndex Index { get; }

    /// <summary>Full paths of the photos in the folders.</summary>
    public IReadOnlyCollection<string> Photos { get; }

    /// <summary>What was done.</summary>
    public ImageIndexInfo Info { get; }

    /// <summary>The indexes of a request: the one that the user named, or one a folder.</summary>
    public static IReadOnlyList<(string File, IReadOnlyList<string> Folders)> Of(IndexRequest request, ImageIndexKey key) =>
        request.File is { } file ? [(file, request.Folders)] : [.. request.Folders.Select(folder => (DefaultFile(folder, key), (IReadOnlyList<string>)[folder]))];

    /// <summary>Reads an index, looks at what has changed in its folders, and writes it.</summary>
    /// <param name="file">The index.</param>
    /// <param name="folders">Its folders.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="key">Whose vectors are wanted.</param>
    /// <param name="indexer">Reads the photos.</param>
    /// <param name="reports">Told of photos that cannot be read, and how far it is.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="ImageIndexException">The index that the user named cannot be used.</exception>
    public static IndexedFolders Update(string file, IReadOnlyList<string> folders, IndexRequest request, ImageIndexKey key, ImageIndexer indexer, ITrainingReports reports, CancellationToken stop)
    {
        reports.Status = new TrainingStatus("Reading the index", 0, null);
        var target = new ImageIndexFile(file);
        var (index, replaces) = Open(target, request, key, reports, stop);
        try
        {
            var isComplete = true;
            var photos = folders.SelectMany(folder => PhotoFolder.Photos(folder, request.Recurse, failure => { isComplete = false; reports.Fail(failure); }, stop)).Select(photo => photo.Path).Distinct().ToList();
            var failed = 0;
            // Of a folder that cannot be read nobody knows what has gone.
            var changes = indexer.Update(index, photos, path => isComplete && IsIn(folders, path, request.Recurse), error =>
            {
                failed++;
                reports.Fail(PhotoErrors.Of(error.ImageName, error));
            }, new Relay<(int Done, int All)>(progress => reports.Status = new TrainingStatus(
                string.Create(CultureInfo.CurrentCulture, $"Looking at photos: {progress.Done:N0} of {progress.All:N0}"), (double)progress.Done / progress.All, null)), stop);
            Save(target, index, changes, replaces, request, reports, stop);
            var info = new ImageIndexInfo
            {
                Path = target.Path,
                Model = key.Model,
                Layer = key.Layer,
                Photos = photos.Count(index.Photos.ContainsKey),
                Read = indexer.Read,
                Computed = indexer.Computed,
                Removed = changes.Removed.Count,
                Failed = failed,
                Bytes = File.Exists(target.Path) ? new FileInfo(target.Path).Length : 0,
            };
            reports.Tell($"{info}");
            return new IndexedFolders(index, photos, info);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Index.Dispose();

    /// <summary>What the user has not named can be made again, and is; what the user has named only when told to.</summary>
    private static (ImageIndex Index, bool Replaces) Open(ImageIndexFile target, IndexRequest request, ImageIndexKey key, ITrainingReports reports, CancellationToken stop)
    {
        try
        {
            return (target.Read(key, stop), false);
        }
        catch (ImageIndexException exception) when (exception.Error != ImageIndexError.Inaccessible && (request.Force || request.File is null))
        {
            if (!request.Force) reports.Warn($"The index is made anew: {exception.Message}");
            return (new ImageIndex(key), true);
        }
    }

    private static void Save(ImageIndexFile target, ImageIndex index, ImageIndexChanges changes, bool replaces, IndexRequest request, ITrainingReports reports, CancellationToken stop)
    {
        if (!request.Save)
        {
            changes.ApplyTo(index);
            return;
        }
        if (changes.IsEmpty && !replaces) return;
        reports.Status = new TrainingStatus("Writing the index", 1, null);
        try
        {
            target.Write(index, changes, replaces, stop);
        }
        catch (ImageIndexException exception)
        {
            // The search can go on with what is in memory.
            changes.ApplyTo(index);
            if (request.File is not null) reports.Fail(IndexErrors.Of(exception));
            else reports.Warn($"The index is not kept for another time: {exception.Message}");
        }
    }

    private static bool IsIn(IReadOnlyList<string> folders, string path, bool recurse) =>
        folders.Any(folder => Path.GetDirectoryName(path) == folder || (recurse && path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)));

    private static string DefaultFile(string folder, ImageIndexKey key) =>
        Path.Combine(UserFolders.Cache, "similar", $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]}-{key.Fingerprint[..16]}.index");
}
