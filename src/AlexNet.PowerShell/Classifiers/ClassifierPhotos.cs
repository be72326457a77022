using System.Globalization;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training.Transfer;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Features;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Classifiers;

/// <summary>The photos of a new classifier: what the trained layers read of each, divided into those that are trained on and those held out.</summary>
internal sealed class ClassifierPhotos : IDisposable
{
    private readonly FeatureTable _features;
    private readonly Dictionary<string, string> _hashes;

    private ClassifierPhotos(PhotoDataset dataset, FeatureTable features, Dictionary<string, string> hashes, HeldOutSplit split) =>
        (Dataset, _features, _hashes, Split) = (dataset, features, hashes, split);

    public PhotoDataset Dataset { get; }

    public HeldOutSplit Split { get; }

    /// <summary>A hash of the training photos.</summary>
    public string Fingerprint => Split.Training.Fingerprint(_hashes);

    /// <summary>Reads the photos; those that cannot be read, contradict each other or leak are reported and left out.</summary>
    /// <param name="request">Which photos.</param>
    /// <param name="model">The trained network.</param>
    /// <param name="layers">The layers whose outputs are wanted, in the network's order.</param>
    /// <param name="reports">Told of what is left out, and how far it is.</param>
    /// <param name="stop">Ends it.</param>
    public static ClassifierPhotos Read(ClassifierRequest request, Model model, IReadOnlyList<string> layers, ITrainingReports reports, CancellationToken stop)
    {
        var dataset = DatasetReader.Read(request.Path, stop);
        var (excluded, kept) = request.Exclude is { } list ? PhotoList.Divide(dataset, list) : (dataset.With([]), dataset);
        var others = request.ValidationPath is { } path ? DatasetReader.Read(path, stop).Under(dataset.Labels) : null;
        var features = ReadFeatures(request, model, layers, dataset.With(kept.Photos.Concat(others?.Photos ?? []).DistinctBy(photo => photo.Path)), reports, stop);
        try
        {
            var hashes = features.Checks.Where(check => check.Hash is not null).ToDictionary(check => check.Photo.Path, check => check.Hash!);
            PhotoDataset Readable(PhotoDataset photos) => photos.With(photos.Photos.Where(photo => hashes.ContainsKey(photo.Path)));
            foreach (var check in features.Checks.Where(check => check.Error is not null)) reports.Fail(PhotoErrors.Of(check.Photo.Path, check.Error!));
            var split = others is null
                ? HeldOutSplit.Fraction(Readable(kept), hashes, excluded, request.ValidationFraction, request.Seed, stop)
                : HeldOutSplit.Others(Readable(kept), Readable(others), hashes, excluded, stop);
            Tell(split, features, reports);
            return new ClassifierPhotos(dataset, features, hashes, split);
        }
        catch
        {
            features.Dispose();
            throw;
        }
    }

    /// <summary>A layer's outputs for the photos that are trained on, and for those held out.</summary>
    public (FeatureRows Training, FeatureRows HeldOut) Rows(string layer) => (_features.Take(layer, Split.Training), _features.Take(layer, Split.HeldOut));

    /// <inheritdoc/>
    public void Dispose() => _features.Dispose();

    private static FeatureTable ReadFeatures(ClassifierRequest request, Model model, IReadOnlyList<string> layers, PhotoDataset photos, ITrainingReports reports, CancellationToken stop)
    {
        reports.Status = new TrainingStatus("Making the network ready", 0, null);
        var cache = new FeatureCache(request.Cache ?? FeatureCache.DefaultFolder);
        using var reader = new FeatureReader(model, layers, cache, request.Plan);
        var table = reader.Read(photos, new Relay<int>(done => reports.Status = new TrainingStatus(
            string.Create(CultureInfo.CurrentCulture, $"Looking at photos: {done:N0} of {photos.Photos.Count:N0}"), (double)done / photos.Photos.Count, null)), stop);
        cache.Trim();
        if (cache.Trouble is { } trouble) reports.Warn($"What the network saw of the photos is not kept for another time: {trouble.Message}");
        return table;
    }

    private static void Tell(HeldOutSplit split, FeatureTable features, ITrainingReports reports)
    {
        if (split.Contradicting.Count > 0) reports.Warn($"{split.Contradicting.Count} photos are left out, as the same file lies in more than one class: {Some(split.Contradicting)}");
        if (split.Leaks.Count > 0) reports.Warn($"{split.Leaks.Count} photos are not trained on, as they are also among those kept apart: {Some(split.Leaks.Select(leak => leak.Training))}");
        reports.Tell($"{split.Training.Photos.Count} photos to train on and {split.HeldOut.Photos.Count} held out, of {split.Training.Labels.Count} classes; {features.FromCache} of them were in the cache");
    }

    private static string Some(IEnumerable<LabelledPhoto> photos)
    {
        const int Shown = 5;
        var names = photos.Take(Shown + 1).Select(photo => photo.Name).ToList();
        return string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? ", ..." : "");
    }
}
