using System.Collections.Concurrent;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Training;

/// <summary>What was found of a photo that was decoded once.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Hash">SHA-256 of its file in hexadecimal; null when it could not be read.</param>
/// <param name="Error">Why it cannot be used.</param>
public sealed record PhotoCheck(LabelledPhoto Photo, string? Hash, ImageException? Error);

/// <summary>
/// A dataset each of whose photos has been decoded once: the unreadable ones are known before training counts its examples, and the others are in memory as far
/// as there is room. Shared by all that reads the photos in one run.
/// </summary>
public sealed class PreparedPhotos
{
    private PreparedPhotos(PhotoDataset dataset, PhotoCache cache, IReadOnlyList<PhotoCheck> checks, ColourStatistics colours, CancellationToken cancellation)
    {
        (Cache, Checks, Cancellation) = (cache, checks, cancellation);
        Hashes = checks.Where(check => check.Hash is not null).ToDictionary(check => check.Photo.Path, check => check.Hash!);
        Dataset = dataset.With(checks.Where(check => check.Error is null).Select(check => check.Photo));
        if (Dataset.Photos.Count == 0) return;
        MeanColour = [.. colours.Mean().Select(value => (float)value)];
        var covariance = colours.Covariance();
        ColourDeviation = [.. Enumerable.Range(0, MeanColour.Count).Select(i => (float)Math.Max(1, Math.Sqrt(covariance[i, i])))];
        PrincipalColours = PrincipalColours.Of(covariance);
    }

    /// <summary>The photos that can be read.</summary>
    public PhotoDataset Dataset { get; }

    /// <summary>Every photo, readable or not.</summary>
    public IReadOnlyList<PhotoCheck> Checks { get; }

    /// <summary>SHA-256 of each readable file, by its path.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    /// <summary>Mean of red, green and blue in 0..255 over all readable photos.</summary>
    public IReadOnlyList<float> MeanColour { get; } = [127.5f, 127.5f, 127.5f];

    /// <summary>Standard deviation of red, green and blue in 0..255, at least 1.</summary>
    public IReadOnlyList<float> ColourDeviation { get; } = [1, 1, 1];

    /// <summary>Principal components of their colours.</summary>
    public PrincipalColours PrincipalColours { get; } = PrincipalColours.None;

    internal PhotoCache Cache { get; }

    internal CancellationToken Cancellation { get; }

    /// <summary>Decodes every photo once, on all cores.</summary>
    /// <param name="dataset">The photos.</param>
    /// <param name="preprocessing">The model's: it says what size photos are reduced to.</param>
    /// <param name="inputSize">Side of the network's input.</param>
    /// <param name="cacheBytes">Memory for reduced photos; null for a quarter of the machine's.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <param name="cancellation">Ends it, and later whatever reads the photos.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static PreparedPhotos Prepare(
        PhotoDataset dataset, Preprocessing preprocessing, int inputSize, long? cacheBytes = null, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var reducer = new PhotoReducer(preprocessing, inputSize);
        var cache = new PhotoCache(reducer, cacheBytes ?? PhotoCache.DefaultBudget);
        var colours = new ColourStatistics();
        var checks = new PhotoCheck[dataset.Photos.Count];
        var done = 0;
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, checks.Length), EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
            {
                checks[i] = Check(dataset.Photos[i], reducer, cache, colours, cancellation);
                progress?.Report(Interlocked.Increment(ref done));
            });
        return new PreparedPhotos(dataset, cache, checks, colours, cancellation);
    }

    private static PhotoCheck Check(LabelledPhoto photo, PhotoReducer reducer, PhotoCache cache, ColourStatistics colours, CancellationToken cancellation)
    {
        try
        {
            var (pixels, hash) = reducer.Read(photo.Path, cancellation);
            colours.Add(cache.Keep(photo, pixels));
            return new PhotoCheck(photo, Convert.ToHexStringLower(hash), null);
        }
        catch (ImageException error)
        {
            return new PhotoCheck(photo, null, error);
        }
    }
}
