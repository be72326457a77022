using System.Globalization;
using System.Management.Automation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Similarity;
using AlexNet.Imaging.Features;
using AlexNet.Imaging.Similarity;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Similarity;

/// <summary>
/// The one door between the cmdlets and the search, whose types are in the module's own load context: folders brought up to date, and photos looked for in them.
/// </summary>
internal sealed class SimilarPhotos : IDisposable
{
    private readonly ImageIndexKey _key;
    private readonly FeatureReader _reader;
    private readonly List<IndexedFolders> _folders = [];
    private readonly int _threads;
    private PhotoSearch? _search;

    private SimilarPhotos(ImageIndexKey key, FeatureReader reader, int threads) => (_key, _reader, _threads) = (key, reader, threads);

    /// <summary>What was done to each index.</summary>
    public IEnumerable<ImageIndexInfo> Indexes => _folders.Select(folders => folders.Info);

    /// <summary>Brings the indexes up to date.</summary>
    /// <param name="request">Which photos, and how.</param>
    /// <param name="model">Whose layer.</param>
    /// <param name="reports">Told of what cannot be read, and how far it is.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Failure">There is no such layer, an index cannot be used, or the network gives what is no number.</exception>
    /// <exception cref="OperationCanceledException">Stopped; no index was changed.</exception>
    public static SimilarPhotos Prepare(IndexRequest request, Model model, ITrainingReports reports, CancellationToken stop)
    {
        FeatureRun.RequireLayer(model, request.Layer);
        reports.Status = new TrainingStatus("Making the network ready", 0, null);
        var layer = model.Architecture.Layers.First(each => string.Equals(each.Name, request.Layer, StringComparison.OrdinalIgnoreCase)).Name;
        var cache = new FeatureCache(FeatureCache.DefaultFolder);
        var features = new IndexedFeatures(cache);
        var photos = new SimilarPhotos(ImageIndexKey.Of(model, layer), new FeatureReader(model, [layer], features, request.Plan), request.Plan.Threads);
        try
        {
            photos.Update(request, new ImageIndexer(photos._reader, features), reports, stop);
            cache.Trim();
            if (cache.Trouble is { } trouble) reports.Warn($"What the network saw of the photos is not kept for another time: {trouble.Message}");
            stop.ThrowIfCancellationRequested();
            return photos;
        }
        catch
        {
            photos.Dispose();
            throw;
        }
    }

    /// <summary>Whether a photo's vector is at hand, so that no network is needed.</summary>
    public bool Knows(PhotoInput photo) => photo.PSPath is not null && Search.VectorOf(photo.Name) is not null;

    /// <summary>Packs the network's weights.</summary>
    /// <returns>What is to be disposed of when nobody waits for it any more.</returns>
    public IDisposable MakeReady()
    {
        _reader.MakeReady();
        return _reader;
    }

    /// <summary>The photos most like one, most alike first.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="top">How many at most.</param>
    /// <param name="least">The least similarity.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Failure">The photo cannot be used.</exception>
    public IEnumerable<SimilarImage> Find(PhotoInput photo, int top, double least, CancellationToken stop)
    {
        var path = photo.PSPath is null ? null : photo.Name;
        var vector = (path is null ? null : Search.VectorOf(path)) ?? FeatureRun.Guard(photo, () => _reader.ReadOne((preprocessor, view) => photo.Load(preprocessor, view, stop), stop));
        return Search.Nearest(vector, top, path, stop).Where(found => found.Similarity >= least).Select((found, index) => new SimilarImage
        {
            Query = photo.Name,
            Path = found.Photo.Path,
            PSPath = new PhotoFile(found.Photo.Path).PSPath,
            Similarity = found.Similarity,
            Rank = index + 1,
            Model = _key.Model,
            Layer = _key.Layer,
        });
    }

    /// <summary>Groups of near duplicates.</summary>
    /// <param name="threshold">How alike a photo must be to another one of its group.</param>
    /// <param name="reports">Takes the groups, and is told how far it is.</param>
    /// <param name="stop">Ends it.</param>
    public void WriteDuplicates(double threshold, ITrainingReports reports, CancellationToken stop)
    {
        var compared = new Relay<int>(done => reports.Status = new TrainingStatus(
            string.Create(CultureInfo.CurrentCulture, $"Comparing photos: {done:N0} of {Search.Count:N0}"), (double)done / Math.Max(1, Search.Count), null));
        // An array, as PowerShell finds no index in the compiler's own read-only lists.
        foreach (var (index, group) in Search.Duplicates(threshold, compared, stop).Index())
            reports.Write(new DuplicateGroup { Number = index + 1, Photos = group.Select(Photo).ToArray(), Model = _key.Model, Layer = _key.Layer });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _search?.Dispose();
        foreach (var folders in _folders) folders.Dispose();
        _reader.Dispose();
    }

    private PhotoSearch Search => _search ??= new PhotoSearch(_folders.Select(folders => (folders.Index, (IEnumerable<string>)folders.Photos)), _threads);

    private void Update(IndexRequest request, ImageIndexer indexer, ITrainingReports reports, CancellationToken stop)
    {
        try
        {
            foreach (var (file, folders) in IndexedFolders.Of(request, _key)) _folders.Add(IndexedFolders.Update(file, folders, request, _key, indexer, reports, stop));
        }
        catch (ImageIndexException exception)
        {
            throw IndexErrors.Of(exception);
        }
        catch (NotFiniteException exception)
        {
            throw new Failure(ErrorIds.OutputNotFinite, ErrorCategory.InvalidResult, _key.Model, exception.Message, "Try another model.", exception);
        }
    }

    private static DuplicatePhoto Photo(FoundPhoto found) =>
        new(found.Photo.Path, new PhotoFile(found.Photo.Path).PSPath, found.Similarity, found.Photo.Length, new DateTime(found.Photo.Modified, DateTimeKind.Utc).ToLocalTime());
}
