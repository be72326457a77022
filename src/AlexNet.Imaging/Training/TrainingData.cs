using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Training;

/// <summary>The photos of one training run: divided, decoded once, checked that none of the parts shares a photo with another.</summary>
public sealed class TrainingData
{
    private readonly PreparedPhotos _prepared;
    private readonly PreparedPhotos _preparedValidation;

    private TrainingData(PreparedPhotos prepared, PreparedPhotos preparedValidation, PhotoDataset training, PhotoDataset validation, IReadOnlyList<LabelledPhoto> dropped)
    {
        (_prepared, _preparedValidation, Training, Validation, Dropped) = (prepared, preparedValidation, training, validation, dropped);
        Unreadable = [.. prepared.Checks.Concat(ReferenceEquals(prepared, preparedValidation) ? [] : preparedValidation.Checks).Where(check => check.Error is not null)];
        Fingerprint = training.Fingerprint(prepared.Hashes);
    }

    /// <summary>What is trained on.</summary>
    public PhotoDataset Training { get; }

    /// <summary>What shows how well it goes; may be empty.</summary>
    public PhotoDataset Validation { get; }

    /// <summary>Photos that could not be read, and why. They are left out.</summary>
    public IReadOnlyList<PhotoCheck> Unreadable { get; }

    /// <summary>Photos taken out of the training part because those kept apart have them too.</summary>
    public IReadOnlyList<LabelledPhoto> Dropped { get; }

    /// <summary>A hash of the training photos' names, classes and bytes: the same photos give the same run.</summary>
    public string Fingerprint { get; }

    /// <summary>Principal components of the colours of the photos.</summary>
    public PrincipalColours PrincipalColours => _prepared.PrincipalColours;

    /// <summary>A preprocessing whose mean, and with <paramref name="spread"/> whose standard deviation, are those of the training photos.</summary>
    /// <param name="preprocessing">All else of it is kept.</param>
    /// <param name="spread">Whether inputs are divided by the colours' standard deviation; the paper's are not.</param>
    public Preprocessing Fitted(Preprocessing preprocessing, bool spread)
    {
        var isBlueFirst = preprocessing.Channels == ChannelOrder.Bgr;
        float[] InOrder(IEnumerable<float> colours) => [.. (isBlueFirst ? colours.Reverse() : colours).Select(colour => colour * preprocessing.Scale)];
        var fitted = preprocessing with { Mean = InOrder(_prepared.MeanColour), MeanImage = null, MeanImageSize = 0 };
        return spread ? fitted with { Std = InOrder(_prepared.ColourDeviation) } : fitted;
    }

    /// <summary>The training examples.</summary>
    public IBatchSource TrainingSource(Preprocessing preprocessing, int inputSize, Augmentation augmentation, PrincipalColours colours, ulong seed) =>
        new TrainingPhotos(_prepared, Training, preprocessing, inputSize, augmentation, colours, seed);

    /// <summary>The examples for validation; null when there are none.</summary>
    public IBatchSource? ValidationSource(Preprocessing preprocessing, int inputSize) =>
        Validation.Photos.Count == 0 ? null : new CentreViews(_preparedValidation, Validation, preprocessing, inputSize);

    /// <summary>Reads, divides, decodes and checks.</summary>
    /// <param name="dataset">All photos.</param>
    /// <param name="options">What becomes of them.</param>
    /// <param name="preprocessing">How the model resizes photos; its colours do not matter here.</param>
    /// <param name="inputSize">Side of the network's input.</param>
    /// <param name="progress">Told how many photos are decoded, of how many.</param>
    /// <param name="cancellation">Ends it, and later whatever reads the photos.</param>
    /// <exception cref="DatasetException">The photos cannot be divided so, a class has too few, or parts share a photo.</exception>
    public static TrainingData Prepare(
        PhotoDataset dataset, TrainingDataOptions options, Preprocessing preprocessing, int inputSize, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancellation = default)
    {
        var (excluded, kept) = options.Exclude is { } list ? PhotoList.Divide(dataset, list) : (dataset.With([]), dataset);
        var other = options.Validation is { } path ? DatasetReader.Read(path, cancellation).Under(dataset.Labels) : null;
        var (validation, training) = other is null && options.ValidationFraction > 0 ? DatasetSplit.Fraction(kept, options.ValidationFraction, options.Seed) : (dataset.With([]), kept);
        if (options.PhotosPerClass > 0) training = DatasetSplit.AtMost(training, options.PhotosPerClass, options.Seed);

        var count = training.Photos.Count + validation.Photos.Count + (other?.Photos.Count ?? 0);
        var decoded = new Counter(progress, count);
        var prepared = PreparedPhotos.Prepare(dataset.With(training.Photos.Concat(validation.Photos)), preprocessing, inputSize, options.CacheBytes, decoded, cancellation);
        var preparedOther = other is null ? prepared : PreparedPhotos.Prepare(other, preprocessing, inputSize, options.CacheBytes, decoded, cancellation);
        var readable = prepared.Dataset.Photos.ToHashSet();
        training = training.With(training.Photos.Where(readable.Contains));
        validation = other is null ? validation.With(validation.Photos.Where(readable.Contains)) : preparedOther.Dataset;

        var leaks = Leak.Find(training, prepared.Hashes, Leak.HashesOf(validation, preparedOther.Hashes).Concat(Leak.HashesOf(excluded, cancellation)));
        if (leaks.Count > 0 && !options.DropDuplicates) throw Leak.Refused(dataset.Name, leaks);
        var dropped = leaks.Select(leak => leak.Training).ToHashSet();
        training = training.With(training.Photos.Where(photo => !dropped.Contains(photo)));

        var few = training.ClassesBelow(Math.Max(1, options.LeastPerClass)).ToList();
        if (few.Count > 0)
            throw new DatasetException(dataset.Name, $"too few photos to train on (at least {Math.Max(1, options.LeastPerClass)} a class) in {string.Join(", ", few.Select(found => $"{found.Class} ({found.Photos})"))}",
                "add photos, or take these classes out");
        return new TrainingData(prepared, preparedOther, training, validation, [.. dropped]);
    }

    /// <summary>Counts over several passes, from any thread.</summary>
    private sealed class Counter(IProgress<(int Done, int Of)>? progress, int of) : IProgress<int>
    {
        private int _done;

        public void Report(int value) => progress?.Report((Interlocked.Increment(ref _done), of));
    }
}
