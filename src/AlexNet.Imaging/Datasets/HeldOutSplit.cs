namespace AlexNet.Imaging.Datasets;

/// <summary>
/// Photos divided into those that are trained on and those held out, so that no file, byte by byte, is on both sides: copies of a photo, under whatever names, go to one side together.
/// </summary>
public sealed class HeldOutSplit
{
    // A class needs one photo to learn from and one to be asked about.
    private const int Least = 2;

    private HeldOutSplit(PhotoDataset training, PhotoDataset heldOut, IReadOnlyList<LabelledPhoto> contradicting, IReadOnlyList<Leak> leaks) =>
        (Training, HeldOut, Contradicting, Leaks) = (training, heldOut, contradicting, leaks);

    /// <summary>What is trained on.</summary>
    public PhotoDataset Training { get; }

    /// <summary>What is not.</summary>
    public PhotoDataset HeldOut { get; }

    /// <summary>Photos that lie in more than one class, so that nobody knows what they show. They are left out.</summary>
    public IReadOnlyList<LabelledPhoto> Contradicting { get; }

    /// <summary>Photos that are also among those kept apart. They are left out.</summary>
    public IReadOnlyList<Leak> Leaks { get; }

    /// <summary>Takes a fraction of each class, by the seed.</summary>
    /// <param name="photos">Photos that can be read.</param>
    /// <param name="hashes">The hash of each file, by its path.</param>
    /// <param name="excluded">Photos that are kept apart for another test.</param>
    /// <param name="fraction">Share of each class that is held out, between 0 and 1.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <param name="cancellation">Ends the reading of what is excluded.</param>
    /// <exception cref="DatasetException">A class has too few photos, or there is one class alone; the message names them.</exception>
    public static HeldOutSplit Fraction(
        PhotoDataset photos, IReadOnlyDictionary<string, string> hashes, PhotoDataset excluded, double fraction, ulong seed, CancellationToken cancellation = default)
    {
        var (clear, contradicting) = Clear(photos, hashes);
        var leaks = Leak.Find(clear, hashes, Leak.HashesOf(excluded, cancellation));
        clear = Without(clear, leaks);
        RequirePhotos(clear, Least);
        // One of each photo is drawn; its copies follow it.
        var (taken, _) = DatasetSplit.Fraction(clear.With(clear.Photos.DistinctBy(photo => hashes[photo.Path])), fraction, seed);
        var held = taken.Photos.Select(photo => hashes[photo.Path]).ToHashSet(StringComparer.Ordinal);
        var parts = clear.Photos.ToLookup(photo => held.Contains(hashes[photo.Path]));
        var split = new HeldOutSplit(clear.With(parts[false]), clear.With(parts[true]), contradicting, leaks);
        RequirePhotos(split.Training, 1);
        RequirePhotos(split.HeldOut, 1);
        return split;
    }

    /// <summary>Holds out other photos, and leaves those out of the training part that are among them.</summary>
    /// <param name="photos">Photos that can be read.</param>
    /// <param name="heldOut">Other photos that can be read, under the same labels.</param>
    /// <param name="hashes">The hash of each file of both, by its path.</param>
    /// <param name="excluded">Photos that are kept apart for another test.</param>
    /// <param name="cancellation">Ends the reading of what is excluded.</param>
    /// <exception cref="DatasetException">A class has no photo to train on, there is one class alone, or nothing is held out.</exception>
    public static HeldOutSplit Others(
        PhotoDataset photos, PhotoDataset heldOut, IReadOnlyDictionary<string, string> hashes, PhotoDataset excluded, CancellationToken cancellation = default)
    {
        var (clear, contradicting) = Clear(photos, hashes);
        var leaks = Leak.Find(clear, hashes, Leak.HashesOf(heldOut, hashes).Concat(Leak.HashesOf(excluded, cancellation)));
        clear = Without(clear, leaks);
        RequirePhotos(clear, 1);
        if (heldOut.Photos.Count == 0) throw new DatasetException(heldOut.Name, "none of its photos can be read, so nothing is held out", "look at the errors of the photos");
        return new HeldOutSplit(clear, heldOut, contradicting, leaks);
    }

    private static (PhotoDataset Clear, IReadOnlyList<LabelledPhoto> Contradicting) Clear(PhotoDataset photos, IReadOnlyDictionary<string, string> hashes)
    {
        var ambiguous = photos.Photos.GroupBy(photo => hashes[photo.Path]).Where(copies => copies.Select(photo => photo.Class).Distinct().Count() > 1).Select(copies => copies.Key).ToHashSet();
        var parts = photos.Photos.ToLookup(photo => ambiguous.Contains(hashes[photo.Path]));
        return (photos.With(parts[false]), [.. parts[true]]);
    }

    private static PhotoDataset Without(PhotoDataset photos, IReadOnlyList<Leak> leaks)
    {
        var leaked = leaks.Select(leak => leak.Training).ToHashSet();
        return photos.With(photos.Photos.Where(photo => !leaked.Contains(photo)));
    }

    private static void RequirePhotos(PhotoDataset photos, int least)
    {
        if (photos.Labels.Count < 2)
            throw new DatasetException(photos.Name, $"'{photos.Labels[0]}' is its only class", "give two folders or more: a classifier tells classes apart");
        var few = photos.ClassesBelow(least).ToList();
        if (few.Count > 0)
            throw new DatasetException(photos.Name, $"too few photos that can be used (at least {least} a class) in {string.Join(", ", few.Select(found => $"{found.Class} ({found.Photos})"))}",
                "add photos, or take these classes out");
    }
}
