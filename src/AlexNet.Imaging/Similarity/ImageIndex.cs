using AlexNet.Engine.Similarity;

namespace AlexNet.Imaging.Similarity;

/// <summary>
/// Photos by their paths, and the vector of each by the hash of its file: copies of a photo share a vector, and a photo that was moved is known again. Vectors are never changed,
/// only added.
/// </summary>
/// <remarks>Not thread-safe, save for reading.</remarks>
public sealed class ImageIndex(ImageIndexKey key) : IDisposable
{
    private readonly List<UnitRows> _parts = [];
    private readonly Dictionary<string, (UnitRows Part, int Row)> _rows = [];

    /// <summary>What the vectors are.</summary>
    public ImageIndexKey Key { get; } = key;

    /// <summary>The photos by their paths.</summary>
    public Dictionary<string, IndexedPhoto> Photos { get; } = new(StringComparer.Ordinal);

    /// <summary>The vectors, one block for each time that some were added.</summary>
    public IReadOnlyList<UnitRows> Parts => _parts;

    /// <summary>A number that each writing of the file draws anew; 0 where none was read.</summary>
    internal long Generation { get; set; }

    /// <summary>Whether the vector of a file's bytes is there.</summary>
    public bool Has(string hash) => _rows.ContainsKey(hash);

    /// <summary>Where the vector of a file's bytes is.</summary>
    /// <exception cref="KeyNotFoundException">It is not there.</exception>
    public (UnitRows Part, int Row) Find(string hash) => _rows[hash];

    /// <summary>Adds vectors.</summary>
    /// <param name="hashes">The hash of each one's file, all new and no two the same.</param>
    /// <param name="fill">Fills the block, which has a row for each hash.</param>
    public void Add(IReadOnlyList<string> hashes, Action<UnitRows> fill)
    {
        if (hashes.Count == 0) return;
        var part = new UnitRows(Key.Length, hashes.Count);
        try
        {
            fill(part);
        }
        catch
        {
            part.Dispose();
            throw;
        }
        _parts.Add(part);
        foreach (var (row, hash) in hashes.Index()) _rows.Add(hash, (part, row));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in _parts) part.Dispose();
        _parts.Clear();
        _rows.Clear();
    }
}
