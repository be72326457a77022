using AlexNet.Engine.Training;

namespace AlexNet.Imaging.Datasets;

/// <summary>
/// Divides a dataset class by class. Which photos go where follows from the seed and each file's own name, not its folder's nor its place in it: photos of
/// the same name in two folders fall on the same side where the folders hold the same names. So Caltech-101's Faces_easy, cut from the photos of Faces and numbered alike, is no
/// leak from one part into the other.
/// </summary>
public static class DatasetSplit
{
    /// <summary>Takes a fraction of every class, at least one photo of each class that has two.</summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="fraction">Between 0 and 1; of a class of n photos, n times this is taken, rounded half up.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    public static (PhotoDataset Taken, PhotoDataset Others) Fraction(PhotoDataset dataset, double fraction, ulong seed)
    {
        if (!(fraction is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "a fraction lies between 0 and 1");
        var taken = Draw(dataset, seed).SelectMany(photos => photos.Take(photos.Count < 2 ? 0 : Math.Clamp((int)Math.Floor(photos.Count * fraction + 0.5), 1, photos.Count - 1)));
        return Divide(dataset, taken);
    }

    /// <summary>Caltech-101's protocol: so many photos of each class for training, and up to so many of the rest for testing.</summary>
    /// <exception cref="DatasetException">A class has too few photos to leave one for testing; the message names each.</exception>
    public static (PhotoDataset Training, PhotoDataset Test) Count(PhotoDataset dataset, int training, int test, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(training, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        var few = dataset.ClassesBelow(training + 1).ToList();
        if (few.Count > 0)
            throw new DatasetException(dataset.Name, $"{training} photos a class for training leave none for testing of {string.Join(", ", few.Select(found => $"{found.Class} ({found.Photos})"))}",
                "take fewer for training, add photos, or leave these folders out");
        var drawn = Draw(dataset, seed).ToList();
        return (AtMost(dataset, training, seed), dataset.With(drawn.SelectMany(photos => photos.Skip(training).Take(test))));
    }

    /// <summary>At most so many photos of each class.</summary>
    public static PhotoDataset AtMost(PhotoDataset dataset, int photosPerClass, ulong seed) => dataset.With(Draw(dataset, seed).SelectMany(photos => photos.Take(photosPerClass)));

    /// <summary>Each class's photos in the order in which the seed draws them.</summary>
    private static IEnumerable<List<LabelledPhoto>> Draw(PhotoDataset dataset, ulong seed)
    {
        foreach (var photos in dataset.ByClass)
            yield return [.. photos.OrderBy(photo => CounterRandom.Bits(CounterRandom.Key(photo.Name[(photo.Name.LastIndexOf('/') + 1)..], seed), 0)).ThenBy(photo => photo.Name, StringComparer.Ordinal)];
    }

    private static (PhotoDataset Taken, PhotoDataset Others) Divide(PhotoDataset dataset, IEnumerable<LabelledPhoto> taken)
    {
        var chosen = taken.ToHashSet();
        return (dataset.With(dataset.Photos.Where(chosen.Contains)), dataset.With(dataset.Photos.Where(photo => !chosen.Contains(photo))));
    }
}
