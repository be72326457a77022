using AlexNet.Engine.Training;

namespace AlexNet.Imaging.Datasets;

/// <summary>Divides a dataset class by class. Which photos go where follows from the seed and each file's own name, not from the order in which a file system lists them.</summary>
public static class DatasetSplit
{
    /// <summary>Takes a fraction of every class, at least one photo of each class that has two.</summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="fraction">Between 0 and 1; of a class of n photos, n times this is taken, rounded half up.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <param name="together">
    /// Classes whose photos of the same file name belong together, so that none is trained on while its twin tests: Caltech-101's Faces_easy are cut from its
    /// Faces, numbered alike. The fraction is then of their names.
    /// </param>
    /// <exception cref="DatasetException">One of <paramref name="together"/> is no class.</exception>
    public static (PhotoDataset Taken, PhotoDataset Others) Fraction(PhotoDataset dataset, double fraction, ulong seed, IReadOnlyCollection<string>? together = null)
    {
        if (!(fraction is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "a fraction lies between 0 and 1");
        var joined = (together ?? []).Select(name => dataset.Labels.Items.FirstOrDefault(label => label.Name == name)?.Index
            ?? throw new DatasetException(dataset.Name, $"there is no class '{name}'", "name classes as their folders are named")).ToHashSet();
        var groups = dataset.Photos.GroupBy(photo => joined.Contains(photo.Class) ? -1 : photo.Class);
        return Divide(dataset, groups.SelectMany(photos => Take(photos, fraction, seed)));
    }

    /// <summary>Caltech-101's protocol: so many photos of each class for training, and up to so many of the rest for testing.</summary>
    /// <param name="dataset">What is divided.</param>
    /// <param name="training">Photos a class for training; fewer where <paramref name="leastTest"/> would not be left.</param>
    /// <param name="test">Photos a class for testing at most.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <param name="leastTest">Photos that are left for testing even of a class that then has fewer for training.</param>
    /// <exception cref="DatasetException">A class has too few photos; the message names each.</exception>
    public static (PhotoDataset Training, PhotoDataset Test) Count(PhotoDataset dataset, int training, int test, ulong seed, int leastTest = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(training, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(test, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(leastTest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(leastTest, test);
        // Without a least number for testing every class has to have all photos for training and one more.
        var few = dataset.ClassesBelow(leastTest == 0 ? training + 1 : leastTest + 1).ToList();
        if (few.Count > 0)
            throw new DatasetException(dataset.Name, $"{(leastTest == 0 ? $"{training} photos a class for training leave none for testing" : $"{leastTest} photos a class for testing leave none for training")} of {string.Join(", ", few.Select(found => $"{found.Class} ({found.Photos})"))}",
                leastTest == 0 ? "take fewer for training, say how many are to be left for testing at least, add photos, or leave these folders out" : "take fewer for testing, add photos, or leave these folders out");
        var drawn = Draw(dataset, seed).Select(photos => (Photos: photos, ForTraining: Math.Min(training, photos.Count - Math.Max(leastTest, 1)))).ToList();
        return (dataset.With(drawn.SelectMany(of => of.Photos.Take(of.ForTraining))), dataset.With(drawn.SelectMany(of => of.Photos.Skip(of.ForTraining).Take(test))));
    }

    /// <summary>At most so many photos of each class.</summary>
    public static PhotoDataset AtMost(PhotoDataset dataset, int photosPerClass, ulong seed) => dataset.With(Draw(dataset, seed).SelectMany(photos => photos.Take(photosPerClass)));

    /// <summary>The photos of so many of the names that occur, those of the same name together.</summary>
    private static IEnumerable<LabelledPhoto> Take(IEnumerable<LabelledPhoto> photos, double fraction, ulong seed)
    {
        var names = photos.GroupBy(FileName).OrderBy(name => DrawKey(name.Key, seed)).ThenBy(name => name.Key, StringComparer.Ordinal).ToList();
        return names.Take(names.Count < 2 ? 0 : Math.Clamp((int)Math.Floor(names.Count * fraction + 0.5), 1, names.Count - 1)).SelectMany(name => name);
    }

    /// <summary>Each class's photos in the order in which the seed draws them.</summary>
    private static IEnumerable<List<LabelledPhoto>> Draw(PhotoDataset dataset, ulong seed) =>
        dataset.ByClass.Select(photos => photos.OrderBy(photo => DrawKey(FileName(photo), seed)).ThenBy(photo => photo.Name, StringComparer.Ordinal).ToList());

    private static string FileName(LabelledPhoto photo) => photo.Name[(photo.Name.LastIndexOf('/') + 1)..];

    private static ulong DrawKey(string name, ulong seed) => CounterRandom.Bits(CounterRandom.Key(name, seed), 0);

    private static (PhotoDataset Taken, PhotoDataset Others) Divide(PhotoDataset dataset, IEnumerable<LabelledPhoto> taken)
    {
        var chosen = taken.ToHashSet();
        return (dataset.With(dataset.Photos.Where(chosen.Contains)), dataset.With(dataset.Photos.Where(photo => !chosen.Contains(photo))));
    }
}
