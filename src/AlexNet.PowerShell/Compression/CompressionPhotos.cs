using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Training;
using AlexNet.Models.Training;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Compression;

/// <summary>The photos that a model is trained further and tested on, under the model's own classes and preprocessing.</summary>
internal sealed class CompressionPhotos
{
    // Of the words in a history, those that say how a network is made: this one is there already.
    private static readonly string[] OfNewNetworks = ["Initialization", "ScaleColour"];

    private readonly Model _model;
    private readonly TrainingData? _data;
    private readonly TrainingParts _parts;

    /// <summary>Reads the names of the photos and, when there are epochs to train, the photos.</summary>
    /// <exception cref="DatasetException">They do not fit the model or each other.</exception>
    public CompressionPhotos(Model model, TrainingSettings settings, IReadOnlyList<TrainingRun> history, ITrainingReports reports, CancellationToken stop)
    {
        _model = model;
        // Photos are varied as they were when the model was made.
        Settings = history.LastOrDefault(run => run.Settings.ContainsKey("Crop")) is { } recipe ? SettingsInWords.Apply(settings, recipe.Settings) : settings;
        _parts = new TrainingParts(Settings, reports, stop);
        var dataset = DatasetReader.Read(settings.Path, stop).Under(model.Labels);
        _data = settings.Epochs > 0 ? _parts.Prepare(dataset, model.Preprocessing, InputSize) : null;
        Test = TestPhotos(dataset, stop);
    }

    /// <summary>The settings, with the model's own recipe.</summary>
    public TrainingSettings Settings { get; }

    /// <summary>Photos of a step; fewer where there are fewer.</summary>
    public int BatchSize => Settings.Step.BatchSize;

    /// <summary>What is tested on, before and after; null when all photos are trained on.</summary>
    public PhotoDataset? Test { get; }

    /// <summary>The training examples.</summary>
    public IBatchSource Training => _data!.TrainingSource(_model.Preprocessing, InputSize, _parts.Augmentation, _data.PrincipalColours, Settings.Seed);

    /// <summary>The examples that show after each epoch how well it goes; null for none.</summary>
    public IBatchSource? Validation => _data!.ValidationSource(_model.Preprocessing, InputSize);

    /// <summary>How the run goes.</summary>
    public TrainerOptions Options
    {
        get
        {
            var options = _parts.Options(_data!);
            return options with { Settings = options.Settings.Where(setting => !OfNewNetworks.Contains(setting.Key)).ToDictionary() };
        }
    }

    /// <summary>Shows each step.</summary>
    public IProgress<TrainingProgress> Meter => _parts.Meter;

    private int InputSize => _model.Architecture.Input.Height;

    /// <summary>The photos for validation; without them those of the list that is kept out; without that, and without training, all.</summary>
    private PhotoDataset? TestPhotos(PhotoDataset dataset, CancellationToken stop)
    {
        var kept = Settings.Exclude is { } list ? PhotoList.Divide(dataset, list) : (Listed: dataset.With([]), Others: dataset);
        if (_data is { Validation.Photos.Count: > 0 }) return _data.Validation;
        if (Settings.ValidationPath is { } path) return DatasetReader.Read(path, stop).Under(_model.Labels);
        if (Settings.ValidationFraction > 0) return DatasetSplit.Fraction(kept.Others, Settings.ValidationFraction, Settings.Seed).Taken;
        if (Settings.Exclude is not null) return kept.Listed;
        return Settings.Epochs == 0 ? dataset : null;
    }
}
