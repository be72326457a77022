using System.Globalization;
using System.Management.Automation;
using System.Text;
using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Engine.Training.Transfer;
using AlexNet.Models;
using AlexNet.Models.Training;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Training;
using AlexNet.Rendering;
using AlexNet.Rendering.Views;

namespace AlexNet.PowerShell.Classifiers;

/// <summary>
/// The one door between the cmdlet and what makes a classifier, whose types are in the module's own load context: photos, fit, file and report are put together here. All of
/// it runs on a thread of its own.
/// </summary>
internal sealed class ClassifierJob(ClassifierRequest request, Model backbone, ITrainingReports reports, CancellationToken stop)
{
    private readonly DateTime _started = DateTime.UtcNow;

    /// <summary>Makes the classifier, writes it, and reports.</summary>
    /// <exception cref="Failure">Something that ends the work.</exception>
    /// <exception cref="OperationCanceledException">Stopped; no file was changed.</exception>
    public void Run()
    {
        try
        {
            TrainingErrors.Translate(request.Path, Make);
        }
        catch (LossNotFiniteException exception)
        {
            throw new Failure(ErrorIds.TrainingDiverged, ErrorCategory.InvalidResult, request.Path, $"Training has failed: {exception.Message}.", "Take a smaller -LearningRate, or leave -FineTune out.", exception);
        }
        catch (NotFiniteException exception)
        {
            throw new Failure(ErrorIds.ModelInvalid, ErrorCategory.InvalidResult, backbone.Path ?? backbone.Name, exception.Message, "Take another network with -Model.", exception);
        }
    }

    private string Last => LastLayer.Of(backbone.Architecture).Name;

    private string First => request.FineTune is { } layer ? backbone.Architecture.From(layer).Layers[0].Name : Last;

    private ClassifierReport Make()
    {
        var (beforeFirst, beforeLast) = (LastLayer.Before(backbone.Architecture, First).Name, LastLayer.Before(backbone.Architecture, Last).Name);
        using var photos = ClassifierPhotos.Read(request, backbone, [.. new[] { beforeFirst, beforeLast }.Distinct()], reports, stop);
        var (training, heldOut) = photos.Rows(beforeLast);
        using (training)
        using (heldOut)
        {
            var fitted = Fit(photos.Dataset.Labels, training, heldOut);
            var epochs = new List<EpochResult> { EpochResult.Of(1, 1, 0, fitted.Training, fitted.HeldOut, (DateTime.UtcNow - _started).TotalSeconds) };
            var (model, answered) = (fitted.Model, heldOut);
            if (request.FineTune is not null)
            {
                var (deepTraining, deepHeldOut) = photos.Rows(beforeFirst);
                using (deepTraining)
                {
                    (model, var more) = FineTune(model, deepTraining, deepHeldOut);
                    epochs.AddRange(more.Select(epoch => epoch with { Epoch = epoch.Epoch + 1, Step = epoch.Step + 1 }));
                }
                answered = deepHeldOut;
            }
            using (answered) return Finish(WithHistory(model, photos, fitted.WeightDecay, epochs), photos, fitted.WeightDecay, answered);
        }
    }

    private FittedModel Fit(LabelSet labels, FeatureRows training, FeatureRows heldOut)
    {
        reports.Status = new TrainingStatus($"Fitting the last layer, {Last}", 0, null);
        var model = LastLayer.Replace(backbone, Path.GetFileNameWithoutExtension(request.OutPath), labels);
        return LastLayerFit.Fit(model, training, heldOut, request.Plan.Threads, new Relay<(double WeightDecay, double HeldOutLoss)>(tried =>
        {
            var words = string.Create(CultureInfo.CurrentCulture, $"weight decay {tried.WeightDecay:G3}: loss of the photos held out {tried.HeldOutLoss:0.000}");
            reports.Status = new TrainingStatus($"Fitting the last layer, {Last}: {words}", 0.5, null);
            reports.Tell(words);
        }), stop);
    }

    private (Model Model, IReadOnlyList<EpochResult> Epochs) FineTune(Model model, FeatureRows training, FeatureRows heldOut)
    {
        reports.Status = new TrainingStatus($"Fine-tuning from {First} on", 0, null);
        var options = new FineTuningOptions { FirstLayer = First, Epochs = request.Epochs, LearningRate = request.LearningRate, Seed = request.Seed, Threads = request.Plan.Threads };
        return FineTuning.Run(model, training, heldOut, options, new Relay<EpochResult>(epoch =>
        {
            var words = string.Create(CultureInfo.CurrentCulture, $"epoch {epoch.Epoch}, loss {epoch.Loss:0.000}, of the photos held out {epoch.ValidationLoss:0.000}");
            reports.Status = new TrainingStatus($"Fine-tuning from {First} on: {words}", (double)epoch.Epoch / request.Epochs, null);
            reports.Tell(words);
        }), stop);
    }

    private Model WithHistory(Model model, ClassifierPhotos photos, double weightDecay, IReadOnlyList<EpochResult> epochs)
    {
        var runs = TrainingHistory.Of(backbone);
        var (firstStep, firstEpoch) = (runs.Count == 0 ? 0 : runs[^1].LastStep, runs.Sum(run => run.Epochs.Count));
        var run = new TrainingRun
        {
            Started = _started,
            FirstStep = firstStep,
            LastStep = firstStep + epochs[^1].Step,
            Dataset = DatasetName,
            Fingerprint = photos.Fingerprint,
            Settings = ClassifierSettingsInWords.Of(request, backbone.Name, First, weightDecay),
            Epochs = [.. epochs.Select(epoch => epoch with { Epoch = firstEpoch + epoch.Epoch, Step = firstStep + epoch.Step })],
        };
        return new Model(model.Name, model.Architecture, model.Weights, model.Labels, model.Preprocessing) { Path = request.OutPath, Notes = TrainingHistory.Notes(backbone, run) };
    }

    private ClassifierReport Finish(Model model, ClassifierPhotos photos, double weightDecay, FeatureRows heldOut)
    {
        reports.Status = new TrainingStatus("Writing the model", 1, null);
        var report = ReportOf(model, photos, weightDecay, heldOut);
        // Weights of a compressed network stay in their few bytes.
        ModelFile.Save(model, request.OutPath, new SaveOptions { Overwrite = request.Force, Sparse = true }, stop);
        if (request.ReportPath is { } page) OutFile.Write(page, Encoding.UTF8.GetBytes(Page(report)), ErrorIds.ReportNotWritten);
        reports.Write(request.PassThru ? model : report);
        return report;
    }

    private ClassifierReport ReportOf(Model model, ClassifierPhotos photos, double weightDecay, FeatureRows heldOut)
    {
        var counter = new AccuracyCounter(model.Labels);
        var mistakes = new List<Mistake>();
        foreach (var (photo, probabilities) in photos.Split.HeldOut.Photos.Zip(FeatureAnswers.Of(model, First, heldOut, request.Plan.Threads, stop)))
        {
            var answers = TopPredictions.Of(probabilities, model.Labels, AccuracyCounter.Answers);
            counter.Add(photo.Class, answers);
            if (answers[0].ClassIndex != photo.Class)
                mistakes.Add(new Mistake(photo.Path, new PhotoFile(photo.Path).PSPath, answers[0].Label, model.Labels[photo.Class].Name, answers[0].Probability, probabilities[photo.Class]));
        }
        var accuracy = counter.ToAccuracy(model.Name, DatasetName, tenView: false);
        var trained = photos.Split.Training.ByClass;
        return new ClassifierReport
        {
            Path = request.OutPath,
            Backbone = backbone.Name,
            FirstLayer = First,
            WeightDecay = weightDecay,
            TrainingPhotos = photos.Split.Training.Photos.Count,
            HeldOut = [.. photos.Split.HeldOut.Photos.Select(photo => photo.Name)],
            Accuracy = accuracy,
            Classes = ClassQuality.Of([.. model.Labels.Items.Select(label => label.Name)], accuracy.ConfusionMatrix, [.. model.Labels.Items.Select(label => trained[label.Index].Count())]),
            Mistakes = [.. mistakes.OrderByDescending(mistake => mistake.Probability).Take(request.Mistakes)],
        };
    }

    private string DatasetName => Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Path));

    private string Page(ClassifierReport report)
    {
        var view = Renderer.View(report, new RenderOptions { Cancellation = stop });
        return HtmlPage.Write(view.Title, [view]);
    }
}
