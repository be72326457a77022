namespace AlexNet.Engine.Similarity;

/// <summary>Several blocks of rows, numbered through: what a search goes over without copying them together.</summary>
internal sealed class RowSet
{
    private readonly int[] _firsts;

    /// <exception cref="ArgumentException">The rows differ in length.</exception>
    public RowSet(IReadOnlyList<UnitRows> parts)
    {
        Parts = parts;
        Length = parts.Count == 0 ? 1 : parts[0].Length;
        if (parts.FirstOrDefault(part => part.Length != Length) is { } other) throw new ArgumentException($"rows of {other.Length} values cannot be compared with rows of {Length}", nameof(parts));
        _firsts = new int[parts.Count];
        foreach (var part in parts.Index())
        {
            _firsts[part.Index] = Count;
            Count = checked(Count + part.Item.Count);
        }
    }

    /// <summary>The blocks.</summary>
    public IReadOnlyList<UnitRows> Parts { get; }

    /// <summary>Values of a row.</summary>
    public int Length { get; }

    /// <summary>Rows of all blocks.</summary>
    public int Count { get; }

    /// <summary>Number of a block's first row.</summary>
    public int First(int part) => _firsts[part];

    /// <summary>The block that a row is in, and its place there.</summary>
    public (int Part, int Row) Find(int row)
    {
        var part = Array.BinarySearch(_firsts, row);
        if (part < 0) part = ~part - 1;
        // Of blocks that begin at the same number all but the last are empty.
        while (part + 1 < _firsts.Length && _firsts[part + 1] == row) part++;
        return (part, row - _firsts[part]);
    }

    /// <summary>Length of what a row's coarse bytes leave out.</summary>
    public float Error(int row)
    {
        var (part, place) = Find(row);
        return Parts[part].Error(place);
    }
}
