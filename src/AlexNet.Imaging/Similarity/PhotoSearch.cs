using AlexNet.Engine.Similarity;

namespace AlexNet.Imaging.Similarity;

/// <summary>A photo that was found.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Similarity">Cosine of the angle to what it was compared with.</param>
public readonly record struct FoundPhoto(IndexedPhoto Photo, double Similarity);

/// <summary>Looks for photos in one index or several.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class PhotoSearch : IDisposable
{
    private readonly List<UnitRows> _parts = [];
    private readonly Dictionary<string, (IndexedPhoto Photo, UnitRows Part, int Row)> _byPath = new(StringComparer.Ordinal);
    private readonly ILookup<int, IndexedPhoto> _byRow;
    private readonly NeighbourSearch _search;
    private readonly int _threads;

    /// <summary>Prepares for searching.</summary>
    /// <param name="indexes">The indexes, all of one key, and which of their photos count; they stay the caller's.</param>
    /// <param name="threads">Threads to use; 0 for one a core.</param>
    public PhotoSearch(IEnumerable<(ImageIndex Index, IEnumerable<string> Paths)> indexes, int threads = 0)
    {
        _threads = threads;
        var rows = new List<(int Row, IndexedPhoto Photo)>();
        var first = 0;
        foreach (var (index, paths) in indexes)
        {
            var firsts = new Dictionary<UnitRows, int>(ReferenceEqualityComparer.Instance);
            foreach (var part in index.Parts) (firsts[part], first) = (first, checked(first + part.Count));
            _parts.AddRange(index.Parts);
            foreach (var path in paths)
            {
                if (!index.Photos.TryGetValue(path, out var photo)) continue;
                var (part, row) = index.Find(photo.Hash);
                if (_byPath.TryAdd(path, (photo, part, row))) rows.Add((firsts[part] + row, photo));
            }
        }
        _byRow = rows.ToLookup(entry => entry.Row, entry => entry.Photo);
        _search = new NeighbourSearch(_parts, threads);
    }

    /// <summary>Number of photos.</summary>
    public int Count => _byPath.Count;

    /// <summary>A photo's vector, if it is there and its file is as it was read.</summary>
    public float[]? VectorOf(string path)
    {
        if (!_byPath.TryGetValue(path, out var known)) return null;
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != known.Photo.Length || file.LastWriteTimeUtc.Ticks != known.Photo.Modified) return null;
        var values = new float[known.Part.Length];
        known.Part.CopyTo(known.Row, values);
        return values;
    }

    /// <summary>The photos most like a vector, most alike first.</summary>
    /// <param name="vector">A layer's outputs.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="except">A photo that is not wanted: the one that the vector is of.</param>
    /// <param name="cancellation">Ends it.</param>
    public IReadOnlyList<FoundPhoto> Nearest(ReadOnlySpan<float> vector, int count, string? except = null, CancellationToken cancellation = default)
    {
        if (Count == 0) return [];
        // One more, as the photo itself may be among them. Copies of a photo share a row.
        var matches = _search.Nearest(vector, Math.Min(count, int.MaxValue - 1) + 1, _byRow.Contains, cancellation);
        return [.. matches.SelectMany(match => _byRow[match.Row].OrderBy(photo => photo.Path, StringComparer.Ordinal).Select(photo => new FoundPhoto(photo, match.Similarity)))
            .Where(found => found.Photo.Path != except).Take(count)];
    }

    /// <summary>Groups of near duplicates, copies of a file among them: in each the largest file first, then the more alike to it.</summary>
    /// <param name="threshold">How alike a photo must be to another one of its group.</param>
    /// <param name="progress">Told how many photos were compared with all others.</param>
    /// <param name="cancellation">Ends it.</param>
    public IReadOnlyList<IReadOnlyList<FoundPhoto>> Duplicates(double threshold, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var groups = NearDuplicates.Find(_parts, threshold, _byRow.Contains, _threads, progress, cancellation);
        var grouped = groups.SelectMany(group => group).ToHashSet();
        // Copies of a file whose photo is like no other.
        var copies = _byRow.Where(row => !grouped.Contains(row.Key) && row.Skip(1).Any()).Select(row => (IReadOnlyList<int>)[row.Key]);
        return [.. groups.Concat(copies).Select(Group).OrderBy(group => group[0].Photo.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void Dispose() => _search.Dispose();

    private IReadOnlyList<FoundPhoto> Group(IReadOnlyList<int> rows)
    {
        var photos = rows.SelectMany(row => _byRow[row]).OrderByDescending(photo => photo.Length).ThenBy(photo => photo.Path, StringComparer.Ordinal).ToList();
        var first = Vector(photos[0]);
        return [new(photos[0], 1), .. photos.Skip(1).Select(photo => new FoundPhoto(photo, photo.Hash == photos[0].Hash ? 1 : Cosine(first, Vector(photo))))
            .OrderByDescending(found => found.Similarity).ThenBy(found => found.Photo.Path, StringComparer.Ordinal)];
    }

    private float[] Vector(IndexedPhoto photo)
    {
        var (_, part, row) = _byPath[photo.Path];
        var values = new float[part.Length];
        part.CopyTo(row, values);
        return values;
    }

    private static double Cosine(float[] one, float[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++) sum += (double)one[i] * other[i];
        return Math.Clamp(sum, -1, 1);
    }
}
