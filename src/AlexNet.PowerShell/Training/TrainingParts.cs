using System.Globalization;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Training;
using AlexNet.Models.Training;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Training;

/// <summary>What settings come to, for every job that trains: the photos, how they are varied, how the run goes, and what is shown of it.</summary>
internal sealed class TrainingParts(TrainingSettings settings, ITrainingReports reports, CancellationToken stop)
{
    /// <summary>Reads, divides and decodes the photos; those that cannot be read are reported and left out.</summary>
    public TrainingData Prepare(PhotoDataset dataset, Preprocessing preprocessing, int inputSize)
    {
        var options = new TrainingDataOptions
        {
            Exclude = settings.Exclude,
            Validation = settings.ValidationPath,
            ValidationFraction = settings.ValidationFraction,
            PhotosPerClass = settings.PhotosPerClass,
            DropDuplicates = settings.DropDuplicate,
            Seed = settings.Seed,
            CacheBytes = settings.CacheBytes,
        };
        var data = TrainingData.Prepare(dataset, options, preprocessing, inputSize, DecodingMeter, stop);
        foreach (var photo in data.Unreadable) reports.Fail(PhotoErrors.Of(photo.Photo.Path, photo.Error!));
        if (data.Dropped.Count > 0) reports.Warn($"{data.Dropped.Count} training photos are left out, as they are also among those kept apart: {string.Join(", ", data.Dropped.Take(5))}{(data.Dropped.Count > 5 ? ", ..." : "")}");
        reports.Tell($"{data.Training.Photos.Count} training and {data.Validation.Photos.Count} validation photos of {dataset.Labels.Count} classes");
        return data;
    }

    /// <summary>How training photos are varied.</summary>
    public Augmentation Augmentation => new()
    {
        Crop = Enum.Parse<CropMode>(settings.Crop.ToString()),
        LeastArea = settings.LeastArea,
        Mirror = settings.Mirror,
        ColourNoise = settings.ColourNoise,
        ScaleNoise = settings.ScaleNoise,
        CropChunk = settings.CropChunk,
        Erasing = settings.Erasing,
        Mixup = settings.Mixup,
    };

    /// <summary>How the run goes.</summary>
    public TrainerOptions Options(TrainingData data) => new()
    {
        Epochs = settings.Epochs,
        Schedule = Schedules.Create(settings),
        Checkpoint = settings.Checkpoint,
        CheckpointInterval = settings.CheckpointInterval,
        UseAverage = settings.Step.WeightAverage > 0,
        Dataset = Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Path)),
        Fingerprint = data.Fingerprint,
        Settings = SettingsInWords.Of(settings),
    };

    private IProgress<(int Done, int Of)> DecodingMeter => new Relay<(int Done, int Of)>(value =>
        reports.Status = new TrainingStatus(string.Create(CultureInfo.CurrentCulture, $"Reading photos: {value.Done:N0} of {value.Of:N0}"), (double)value.Done / value.Of, null));

    /// <summary>Shows each step.</summary>
    public IProgress<TrainingProgress> Meter => new Relay<TrainingProgress>(value => reports.Status = new TrainingStatus(
        string.Create(CultureInfo.CurrentCulture, $"Epoch {value.Epoch} of {value.Epochs}, loss {value.Loss:0.000}, top-1 error {value.Top1Error:P1}, top-5 {value.Top5Error:P1}, {value.ImagesPerSecond:0.0} images a second"),
        (double)value.Step / value.Steps, value.Remaining));
}
