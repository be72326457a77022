using AlexNet.Engine.Models;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Features;
using AlexNet.Imaging.Training;

namespace AlexNet.Imaging.Similarity;

/// <summary>Brings an index up to date: photos that are new, or whose size or time has changed, are read; of those whose bytes are new the features are computed.</summary>
/// <param name="reader">Computes the index's layer.</param>
/// <param name="features">What <paramref name="reader"/> asks first.</param>
public sealed class ImageIndexer(FeatureReader reader, IndexedFeatures features)
{
    // Features wait as single precision until a chunk is done: 8 MB of fc7.
    private const int Chunk = 512;

    private static readonly LabelSet NoLabels = new(["photo"]);

    /// <summary>Photos that were read by the last <see cref="Update"/>.</summary>
    public int Read { get; private set; }

    /// <summary>Photos that it sent through the network.</summary>
    public int Computed { get; private set; }

    /// <summary>Looks at photos; adds their vectors to the index, and says what has changed.</summary>
    /// <param name="index">The index.</param>
    /// <param name="paths">Full paths of all photos that there are.</param>
    /// <param name="isGone">Of a photo that is not among them, whether it is to leave.</param>
    /// <param name="failed">Told of a photo that cannot be read; the others go on.</param>
    /// <param name="progress">Told how many of the photos that must be read are done, and how many there are.</param>
    /// <param name="cancellation">Ends it within milliseconds.</param>
    /// <exception cref="Engine.Inference.NotFiniteException">An output is not a number.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImageIndexChanges Update(
        ImageIndex index, IReadOnlyCollection<string> paths, Func<string, bool> isGone, Action<ImageException> failed, IProgress<(int Done, int All)>? progress = null, CancellationToken cancellation = default)
    {
        features.Index = index;
        (Read, Computed) = (0, 0);
        var there = new HashSet<string>(paths, StringComparer.Ordinal);
        var removed = index.Photos.Values.Where(photo => !there.Contains(photo.Path) && isGone(photo.Path)).ToList();
        var pending = new List<IndexedPhoto>();
        foreach (var path in there)
        {
            cancellation.ThrowIfCancellationRequested();
            var found = Look(path);
            if (!index.Photos.TryGetValue(path, out var known) || known.Length != found.Length || known.Modified != found.Modified) pending.Add(found);
        }
        var updated = new List<IndexedPhoto>();
        var unreadable = new List<string>();
        foreach (var chunk in pending.Chunk(Chunk))
        {
            var done = Read;
            ReadChunk(index, chunk, updated, error => { failed(error); unreadable.Add(error.ImageName); }, new Relay(count => progress?.Report((done + count, pending.Count))), cancellation);
            Read += chunk.Length;
        }
        removed.AddRange(unreadable.Where(index.Photos.ContainsKey).Select(path => index.Photos[path]));
        return new ImageIndexChanges(updated, removed);
    }

    /// <summary>Size and time before it is read: one that is changed while it is read has another time the next time.</summary>
    private static IndexedPhoto Look(string path)
    {
        var file = new FileInfo(path);
        // One that has just gone is found missing when it is read.
        return file.Exists ? new(path, file.Length, file.LastWriteTimeUtc.Ticks, "") : new(path, -1, 0, "");
    }

    private void ReadChunk(ImageIndex index, IndexedPhoto[] photos, List<IndexedPhoto> updated, Action<ImageException> failed, IProgress<int> progress, CancellationToken cancellation)
    {
        var looks = photos.ToDictionary(photo => photo.Path);
        using var table = reader.Read(new PhotoDataset("photos", NoLabels, photos.Select(photo => new LabelledPhoto(photo.Path, photo.Path, 0))), progress, cancellation);
        var added = new Dictionary<string, int>();
        foreach (var (row, check) in table.Checks.Index())
        {
            if (check.Error is { } error)
            {
                failed(error);
                continue;
            }
            updated.Add(looks[check.Photo.Path] with { Hash = check.Hash! });
            if (!index.Has(check.Hash!)) added.TryAdd(check.Hash!, row);
        }
        index.Add([.. added.Keys], rows =>
        {
            foreach (var (place, row) in added.Values.Index()) rows.Set(place, table.Row(index.Key.Layer, row));
        });
        Computed += table.Checks.Count(check => check.Error is null) - table.FromCache;
    }

    private sealed class Relay(Action<int> report) : IProgress<int>
    {
        public void Report(int value) => report(value);
    }
}
