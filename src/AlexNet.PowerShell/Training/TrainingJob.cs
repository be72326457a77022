using System.Globalization;
using System.Management.Automation;
using System.Text;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Training;
using AlexNet.Models;
using AlexNet.Models.Training;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Training;

namespace AlexNet.PowerShell.Training;

/// <summary>
/// The one door between the cmdlet and what trains, whose types are in the module's own load context: photos, network and trainer are put together here.
/// All of it runs on a thread of its own.
/// </summary>
internal sealed class TrainingJob(TrainingSettings settings, ITrainingReports reports, CancellationToken stop)
{
    /// <summary>Trains to the last epoch and saves the model.</summary>
    /// <exception cref="Failure">Something that ends the run.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the checkpoint, where there is one, is written.</exception>
    public void Run()
    {
        try
        {
            TrainingErrors.Translate(settings.Path, Train);
        }
        catch (LossNotFiniteException exception)
        {
            throw new Failure(ErrorIds.TrainingDiverged, ErrorCategory.InvalidResult, settings.Checkpoint ?? settings.Path,
                $"Training has failed: {exception.Message}.{(File.Exists(settings.Checkpoint) ? $" The last good checkpoint is '{settings.Checkpoint}'." : "")}",
                "Resume from the checkpoint, or begin again, with a smaller -LearningRate.", exception);
        }
    }

    private bool IsResumed => settings.Resume && File.Exists(settings.Checkpoint);

    private long Train()
    {
        var dataset = DatasetReader.Read(settings.Path, stop);
        var network = Network(dataset.Labels.Count);
        var kept = IsResumed ? Kept(dataset) : null;
        var inputSize = kept?.Architecture.Input.Height ?? network.Input.Height;
        var data = Prepare(dataset, kept?.Preprocessing ?? ModelFactory.DefaultPreprocessing(network), inputSize);
        var preprocessing = kept?.Preprocessing ?? data.Fitted(ModelFactory.DefaultPreprocessing(network), settings.ScaleColour);
        var training = data.TrainingSource(preprocessing, inputSize, Augmentation, data.PrincipalColours, settings.Seed);
        var validation = data.ValidationSource(preprocessing, inputSize);
        var options = Options(data);
        reports.Status = new TrainingStatus("Making the network", 0, null);
        using var trainer = IsResumed
            ? Trainer.Resume(settings.Checkpoint!, settings.Step, options, training, validation)
            : new Trainer(NewModel(network, dataset.Labels, preprocessing, data), settings.Step, options, training, validation);
        if (IsResumed) reports.Tell($"resumed '{settings.Checkpoint}' after step {trainer.Step}, epoch {trainer.Epochs.Count} of {settings.Epochs}");
        foreach (var epoch in trainer.Run(Meter, stop))
        {
            // Beside the checkpoint, for whoever watches the run.
            if (settings.Checkpoint is { } checkpoint) OutFile.Write(Path.ChangeExtension(checkpoint, ".svg"), Encoding.UTF8.GetBytes(SvgWriter.Document(TrainingCurve.Draw(trainer.Epochs))));
            reports.Write(epoch);
        }
        if (settings.OutPath is { } path) ModelFile.Save(trainer.ToModel(), path, new SaveOptions { Overwrite = true }, stop);
        return trainer.Step;
    }

    private TrainingData Prepare(PhotoDataset dataset, Preprocessing preprocessing, int inputSize)
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

    private Architecture Network(int classes) => ArchitectureByName.Get(settings.Architecture).Scale(settings.FullyConnectedWidth, classes, settings.InputSize);

    private Model NewModel(Architecture network, LabelSet labels, Preprocessing preprocessing, TrainingData data)
    {
        var model = ModelFactory.Create(network, labels, preprocessing, settings.Initialization, settings.Seed);
        var axes = string.Join(' ', data.PrincipalColours.Axes.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));
        return new Model(settings.Name, network, model.Weights, labels, preprocessing) { IsTrained = false, Notes = new Dictionary<string, string> { ["principal colours"] = axes } };
    }

    /// <summary>What a checkpoint keeps: its network and preprocessing. In a method of its own, so that nothing holds the mapped file afterwards.</summary>
    private (Architecture Architecture, Preprocessing Preprocessing)? Kept(PhotoDataset dataset)
    {
        var model = ModelFile.Load(settings.Checkpoint!);
        if (!model.Labels.Items.Select(label => label.Name).SequenceEqual(dataset.Labels.Items.Select(label => label.Name)))
            throw new DatasetException(dataset.Name, $"its {dataset.Labels.Count} classes are not the {model.Labels.Count} of the checkpoint '{settings.Checkpoint}'", "resume with the photos that training was begun with");
        return (model.Architecture, model.Preprocessing);
    }

    private Augmentation Augmentation => new()
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

    private TrainerOptions Options(TrainingData data) => new()
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

    private IProgress<TrainingProgress> Meter => new Relay<TrainingProgress>(value => reports.Status = new TrainingStatus(
        string.Create(CultureInfo.CurrentCulture, $"Epoch {value.Epoch} of {value.Epochs}, loss {value.Loss:0.000}, top-1 error {value.Top1Error:P1}, top-5 {value.Top5Error:P1}, {value.ImagesPerSecond:0.0} images a second"),
        (double)value.Step / value.Steps, value.Remaining));

    /// <summary>Hands on at once, on the same thread. Generic: a class that named a type of the dependencies would load them when the module is imported.</summary>
    private sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
