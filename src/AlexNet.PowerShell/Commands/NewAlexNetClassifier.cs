using System.Management.Automation;
using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Classifiers;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Planning;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Makes a classifier of one's own photos out of a trained network: a model file, and a report of how it does on photos held out.</summary>
[Cmdlet(VerbsCommon.New, "AlexNetClassifier", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(ClassifierReport), typeof(Model))]
public sealed class NewAlexNetClassifierCommand : DatasetCmdlet
{
    /// <summary>The model file that comes of it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string OutPath { get; set; } = "";

    /// <summary>The trained network.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Other photos, or the fraction of each class, that are held out.</summary>
    [Parameter]
    [ValidateNotNull]
    public object Validation { get; set; } = 0.2;

    /// <summary>The first layer that is trained together with the last one.</summary>
    [Parameter]
    [Alias("FineTuneLayer")]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string? FineTune { get; set; }

    /// <summary>Epochs of fine-tuning at most.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int Epochs { get; set; } = 20;

    /// <summary>The learning rate of fine-tuning.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double LearningRate { get; set; } = 0.001;

    /// <summary>A page with the report and pictures of the worst mistakes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    /// <summary>How many of the worst mistakes are reported.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int MistakeCount { get; set; } = 20;

    /// <summary>The folder in which the network's view of the photos is kept.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Cache { get; set; }

    /// <summary>Whether to put out the model in place of the report.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var (path, model, page) = (DatasetFullPath, FullPath(OutPath), FullPath(ReportPath));
        if (!Force) NewFile.RequireFree(model, ErrorIds.ModelFileExists);
        if (!Force) NewFile.RequireFree(page, ErrorIds.ReportFileExists);
        NewFile.RequireFolder(model, ErrorIds.ModelFileNotWritten);
        NewFile.RequireFolder(page, ErrorIds.ReportNotWritten);
        if (!ShouldProcess(path, $"Make a classifier of its classes, '{model}'")) return;
        var backbone = Interruptible(ModelResolver.Prepare(Model, SessionState.Path));
        UntrainedWarning.WriteOnce(this, backbone, isNamed: Model is not null);
        var request = Request(path, model, page, backbone);
        new TrainingThread("Making a classifier", finishes: false).Run(this, (reports, stop) => new ClassifierJob(request, backbone, reports, stop).Run(), Stop);
    });

    private ClassifierRequest Request(string path, string model, string? page, Model backbone)
    {
        var validation = ValidationPart.Of(Validation, SessionState.Path);
        return new ClassifierRequest
        {
            Path = path,
            OutPath = model,
            ReportPath = page,
            Exclude = ExcludeFullPath,
            ValidationFraction = validation.Fraction,
            ValidationPath = validation.Path,
            FineTune = FineTune,
            Epochs = Epochs,
            LearningRate = (float)LearningRate,
            Seed = Seed,
            Mistakes = MistakeCount,
            Cache = FullPath(Cache),
            Plan = new PlanRequest(null, [], TunedPlan.Load(this)).For(backbone.Architecture, threads: ThreadCount),
            Force = Force,
            PassThru = PassThru,
        };
    }
}
