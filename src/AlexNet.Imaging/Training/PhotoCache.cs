using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Training;

/// <summary>
/// Reduced photos in memory, as many as fit into a budget; the others are decoded each time they are wanted. So epochs after the first decode nothing where
/// the dataset fits: 8,000 photos of 256x341 take 2 GB. Thread-safe.
/// </summary>
internal sealed class PhotoCache(PhotoReducer reducer, long budget)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, PlanarPhoto> _photos = new(StringComparer.Ordinal);
    private long _room = budget;

    /// <summary>Bytes that a cache may take when nobody says: a quarter of what the process may use.</summary>
    public static long DefaultBudget => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Number of photos in memory.</summary>
    public int Count => _photos.Count;

    /// <summary>The photo, from memory or from its file.</summary>
    /// <exception cref="ImageException">The file cannot be read any more.</exception>
    public PlanarPhoto Get(LabelledPhoto photo, CancellationToken cancellation) =>
        _photos.TryGetValue(photo.Path, out var cached) ? cached : Keep(photo, reducer.Read(photo.Path, cancellation).Photo);

    /// <summary>Keeps a photo while there is room; returns it.</summary>
    public PlanarPhoto Keep(LabelledPhoto photo, PlanarPhoto pixels)
    {
        if (Interlocked.Add(ref _room, -pixels.ByteLength) >= 0 && _photos.TryAdd(photo.Path, pixels)) return pixels;
        Interlocked.Add(ref _room, pixels.ByteLength);
        return pixels;
    }
}
