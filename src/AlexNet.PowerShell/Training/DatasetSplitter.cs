using AlexNet.Imaging.Datasets;

namespace AlexNet.PowerShell.Training;

/// <summary>The door between the cmdlet and the datasets, whose types are in the module's own load context.</summary>
internal static class DatasetSplitter
{
    /// <summary>Every photo with its part, in the dataset's order.</summary>
    /// <param name="path">A folder of folders or a CSV file.</param>
    /// <param name="fraction">Share of each class that is for testing.</param>
    /// <param name="perClass">Instead of a fraction, photos a class for training, for testing at most, and for testing at least.</param>
    /// <param name="seed">The same seed gives the same parts.</param>
    /// <param name="together">Classes whose photos of the same name stay in one part.</param>
    /// <param name="stop">Ends it.</param>
    public static IEnumerable<SplitPhoto> Split(string path, double fraction, (int Training, int Test, int LeastTest)? perClass, ulong seed, string[] together, CancellationToken stop) => TrainingErrors.Translate(path, () =>
    {
        var dataset = DatasetReader.Read(path, stop);
        var (training, test) = perClass is { } counts ? DatasetSplit.Count(dataset, counts.Training, counts.Test, seed, counts.LeastTest) : Swapped(DatasetSplit.Fraction(dataset, fraction, seed, together));
        var parts = training.Photos.Select(photo => (photo, DatasetPart.Training)).Concat(test.Photos.Select(photo => (photo, DatasetPart.Test))).ToDictionary(item => item.photo, item => item.Item2);
        return dataset.Photos.Where(parts.ContainsKey).Select(photo => new SplitPhoto(photo.Path, photo.Name, dataset.Labels[photo.Class].Name, parts[photo])).ToList();
    });

    private static (PhotoDataset Training, PhotoDataset Test) Swapped((PhotoDataset Taken, PhotoDataset Others) parts) => (parts.Others, parts.Taken);
}
