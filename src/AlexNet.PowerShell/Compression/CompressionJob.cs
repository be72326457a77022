using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;
using AlexNet.Models;
using AlexNet.Models.Compression;
using AlexNet.Models.Training;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Testing;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Compression;

/// <summary>
/// The one door between the cmdlet and what compresses, whose types are in the module's own load context: measures, prunes, trains further, shares values,
/// writes, and measures what was written. All of it runs on a thread of its own.
/// </summary>
internal sealed class CompressionJob(Model model, CompressionSettings settings, ITrainingReports reports, CancellationToken stop)
{
    private TrainingSettings Training => settings.Training!;

    /// <summary>Compresses the model into its file.</summary>
    /// <param name="write">Takes the model as loaded from the file, and the result.</param>
    /// <exception cref="Errors.Failure">Something that ends it; no file is written then.</exception>
    /// <exception cref="OperationCanceledException">Stopped; no file is written, or a whole one.</exception>
    public void Run(Action<Model, CompressionResult> write)
    {
        try
        {
            TrainingErrors.Translate(model.Path ?? model.Name, () =>
            {
                var (compressed, result) = Compress();
                write(compressed, result);
                return result;
            });
        }
        catch (ArithmeticException exception)
        {
            throw TrainingErrors.Diverged(Training, exception);
        }
    }

    private (Model Compressed, CompressionResult Result) Compress()
    {
        var history = TrainingHistory.Of(model);
        var photos = settings.Training is null ? null : new CompressionPhotos(model, Training, history, reports, stop);
        var before = Measure(model, photos?.Test, "before", reports.Fail);
        var (form, run) = photos is not null && Training.Epochs > 0 ? Train(photos) : Prune();
        var first = history.Count == 0 ? 0 : history[^1].LastStep;
        var runs = history.Append(run with { FirstStep = first + run.FirstStep, LastStep = first + run.LastStep }).ToList();
        reports.Status = new TrainingStatus($"Coding and writing '{settings.OutPath}'", 1, null);
        ModelWriter.Write(TrainingHistory.With(form, runs), settings.OutPath, ModelFormat.Safetensors, precision: null, settings.Overwrite, stop, sparse: true);
        var compressed = ModelFile.Load(settings.OutPath);
        return (compressed, new CompressionResult
        {
            Model = model.Name,
            Path = settings.OutPath,
            OriginalBytes = model.WeightBytes,
            Bytes = new FileInfo(settings.OutPath).Length,
            Layers = CompressionReport.Of(model, compressed),
            Before = before,
            // The first pass has named the photos that cannot be read.
            After = Measure(compressed, photos?.Test, "after", _ => { }),
        });
    }

    /// <summary>At once, from the weights as they are.</summary>
    private (Model Form, TrainingRun Run) Prune()
    {
        reports.Status = new TrainingStatus("Pruning", 0, null);
        var compressor = new ModelCompressor(model, Options);
        stop.ThrowIfCancellationRequested();
        reports.Status = new TrainingStatus("Sharing values", 0.5, null);
        compressor.ShareValues();
        return (compressor.Model, new TrainingRun { Started = DateTime.UtcNow, FirstStep = 0, LastStep = 0, Dataset = "", Fingerprint = "", Settings = Words(new Dictionary<string, string>()), Epochs = [] });
    }

    /// <summary>While the model is trained further.</summary>
    private (Model Form, TrainingRun Run) Train(CompressionPhotos photos)
    {
        var source = photos.Training;
        var start = settings.Dropout is { } rate ? PrunedDropout.With(model, _ => (float)rate) : PrunedDropout.Lower(model, Options);
        var gradual = new GradualCompression(start, Options, (long)Training.Epochs * source.BatchCount(photos.BatchSize));
        var options = photos.Options;
        using var trainer = new Trainer(start, photos.Settings.Step, options with { AfterStep = gradual.AfterStep, Settings = Words(options.Settings) }, source, photos.Validation);
        foreach (var epoch in trainer.Run(photos.Meter, stop)) reports.Tell($"epoch {epoch.Epoch} of {Training.Epochs}: loss {epoch.Loss:0.000}, top-1 error {epoch.Top1Error:P1}{(epoch.ValidationTop1Error is { } error ? $", of the photos kept apart {error:P1}" : "")}");
        var trained = trainer.ToModel();
        return (trained, TrainingHistory.Of(trained)[^1]);
    }

    private ModelAccuracy? Measure(Model measured, PhotoDataset? photos, string when, Action<Failure> fail)
    {
        if (photos is null) return null;
        var total = photos.Photos.Count;
        using var tester = new ModelTester(measured, photos, settings.Classifier, (_, left) => reports.Status = new TrainingStatus($"Classifying photos, {when} compression: {total - left:N0} of {total:N0}", 1 - (double)left / total, null), fail);
        return tester.Run(stop);
    }

    private CompressionOptions Options => new()
    {
        FirstConvolutionDensity = settings.FirstConvolutionDensity,
        ConvolutionDensity = settings.ConvolutionDensity,
        FullyConnectedDensity = settings.FullyConnectedDensity,
        ClassifierDensity = settings.ClassifierDensity,
        LayerDensities = settings.LayerDensities,
        ConvolutionValues = Math.Min(1 << settings.ConvolutionBits, SharedWeights.MaxValues),
        FullyConnectedValues = Math.Min(1 << settings.FullyConnectedBits, SharedWeights.MaxValues),
    };

    /// <summary>What the history says of the run: its training, where there was any, and the compression.</summary>
    private IReadOnlyDictionary<string, string> Words(IReadOnlyDictionary<string, string> training)
    {
        var words = new SortedDictionary<string, string>(training.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in CompressionInWords.Of(settings)) words[name] = value;
        return words;
    }
}
