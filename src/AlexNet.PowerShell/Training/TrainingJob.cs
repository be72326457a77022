using System.Globalization;
using System.Text;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;
using AlexNet.Imaging.Training;
using AlexNet.Models;
using AlexNet.Models.Training;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Models;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Training;

namespace AlexNet.PowerShell.Training;

/// <summary>
/// The one door between the cmdlet and what trains, whose types are in the module's own load context: photos, network and trainer are put together here.
/// All of it runs on a thread of its own.
/// </summary>
internal sealed class TrainingJob(TrainingSettings settings, ITrainingReports reports, CancellationToken stop)
{
    private readonly TrainingParts _parts = new(settings, reports, stop);

    /// <summary>Trains to the last epoch and saves the model.</summary>
    /// <exception cref="Errors.Failure">Something that ends the run.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the checkpoint, where there is one, is written.</exception>
    public void Run()
    {
        try
        {
            TrainingErrors.Translate(settings.Path, Train);
        }
        catch (LossNotFiniteException exception)
        {
            throw TrainingErrors.Diverged(settings, exception);
        }
    }

    private bool IsResumed => settings.Resume && File.Exists(settings.Checkpoint);

    private long Train()
    {
        var dataset = DatasetReader.Read(settings.Path, stop);
        var network = Network(dataset.Labels.Count);
        var kept = IsResumed ? Kept(dataset) : null;
        var inputSize = kept?.Architecture.Input.Height ?? network.Input.Height;
        var data = _parts.Prepare(dataset, kept?.Preprocessing ?? ModelFactory.DefaultPreprocessing(network), inputSize);
        var preprocessing = kept?.Preprocessing ?? data.Fitted(ModelFactory.DefaultPreprocessing(network), settings.ScaleColour);
        var training = data.TrainingSource(preprocessing, inputSize, _parts.Augmentation, data.PrincipalColours, settings.Seed);
        var validation = data.ValidationSource(preprocessing, inputSize);
        var options = _parts.Options(data);
        reports.Status = new TrainingStatus("Making the network", 0, null);
        using var trainer = IsResumed
            ? Trainer.Resume(settings.Checkpoint!, settings.Step, options, training, validation)
            : new Trainer(NewModel(network, dataset.Labels, preprocessing, data), settings.Step, options, training, validation);
        if (IsResumed) reports.Tell($"resumed '{settings.Checkpoint}' after step {trainer.Step}, epoch {trainer.Epochs.Count} of {settings.Epochs}");
        foreach (var epoch in trainer.Run(_parts.Meter, stop))
        {
            // Beside the checkpoint, for whoever watches the run.
            if (settings.Checkpoint is { } checkpoint) OutFile.Write(Path.ChangeExtension(checkpoint, ".svg"), Encoding.UTF8.GetBytes(SvgWriter.Document(TrainingCurve.Draw(trainer.Epochs))));
            reports.Write(epoch);
        }
        if (settings.OutPath is { } path) ModelFile.Save(trainer.ToModel(), path, new SaveOptions { Overwrite = true }, stop);
        return trainer.Step;
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
}
