namespace AlexNet.Imaging.Similarity;

/// <summary>What is to be done to an index.</summary>
/// <param name="Updated">Photos that are new, or other than they were.</param>
/// <param name="Removed">Photos that are gone, as they were known.</param>
public sealed record ImageIndexChanges(IReadOnlyList<IndexedPhoto> Updated, IReadOnlyList<IndexedPhoto> Removed)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => Updated.Count == 0 && Removed.Count == 0;

    /// <summary>Makes the changes to the index that they were found for.</summary>
    public void ApplyTo(ImageIndex index) => ApplyTo(index, index);

    /// <summary>Makes the changes to an index that may have gone on since.</summary>
    /// <param name="target">The index.</param>
    /// <param name="source">Has the vectors of the updated photos.</param>
    internal void ApplyTo(ImageIndex target, ImageIndex source)
    {
        // What somebody else has read anew since then is not gone.
        foreach (var photo in Removed)
            if (target.Photos.TryGetValue(photo.Path, out var known) && known == photo) target.Photos.Remove(photo.Path);
        foreach (var photo in Updated) target.Photos[photo.Path] = photo;
        List<string> missing = [.. Updated.Select(photo => photo.Hash).Distinct().Where(hash => !target.Has(hash))];
        target.Add(missing, rows =>
        {
            foreach (var (row, hash) in missing.Index())
            {
                var (part, place) = source.Find(hash);
                part.Coarse(place, 1).CopyTo(rows.Coarse(row, 1));
                part.Fine(place, 1).CopyTo(rows.Fine(row, 1));
                rows.Restore(row, part.Scale(place), part.Error(place));
            }
        });
    }
}
