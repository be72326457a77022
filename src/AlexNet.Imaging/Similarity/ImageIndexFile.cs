namespace AlexNet.Imaging.Similarity;

/// <summary>
/// An index in a file that several processes bring up to date: each reads it, works for as long as it takes, and then, under a lock, makes its own changes to what the file
/// has become meanwhile. Nothing that another wrote is lost.
/// </summary>
/// <param name="path">The file, which need not exist.</param>
public sealed class ImageIndexFile(string path)
{
    /// <summary>How long to wait for another process that is writing.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Reads the index; an empty one where there is no file.</summary>
    /// <param name="key">Whose vectors are wanted.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageIndexException">It is damaged, of another model or layer, or cannot be read.</exception>
    public ImageIndex Read(ImageIndexKey key, CancellationToken cancellation = default)
    {
        if (!File.Exists(Path)) return new ImageIndex(key);
        var index = ImageIndexReader.Read(Path, cancellation);
        if (index.Key.Fits(key)) return index;
        using (index)
            throw new ImageIndexException(Path, ImageIndexError.OtherModel,
                $"the index was made with layer {index.Key.Layer} of the model '{index.Key.Model}', but layer {key.Layer} of '{key.Model}' is wanted{(index.Key.Model == key.Model && index.Key.Layer == key.Layer ? ", which has other weights or another preprocessing" : "")}",
                "take the same model and layer, name another file, or have the index made anew");
    }

    /// <summary>Writes changes.</summary>
    /// <param name="index">The index as it was read, with the vectors of the changed photos added; gets the changes too.</param>
    /// <param name="changes">What has changed.</param>
    /// <param name="replaces">Whether what is in the file, which may be damaged or of another model, is to go.</param>
    /// <param name="cancellation">Ends it; the file is then as it was.</param>
    /// <exception cref="ImageIndexException">It cannot be written, or another process has put an index of another model there.</exception>
    public void Write(ImageIndex index, ImageIndexChanges changes, bool replaces = false, CancellationToken cancellation = default)
    {
        using var right = IndexLock.Take(Path, Timeout, cancellation);
        changes.ApplyTo(index);
        if (replaces || ImageIndexReader.Generation(Path) is not { } generation || generation == index.Generation)
        {
            index.Generation = ImageIndexWriter.Write(Path, index, cancellation);
            return;
        }
        using var current = Read(index.Key, cancellation);
        changes.ApplyTo(current, index);
        ImageIndexWriter.Write(Path, current, cancellation);
    }
}
