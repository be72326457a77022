using System.Management.Automation;
using AlexNet.Engine.Inspection;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Planning;

namespace AlexNet.PowerShell.Commands;

/// <summary>Reads what a layer makes of photos: an object with shape and values for each, or one file with all.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetFeature", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(LayerOutput), typeof(FileInfo))]
public sealed class GetAlexNetFeatureCommand : PhotoCmdlet
{
    private readonly ProgressMeter _progress = new("Reading features");
    private FeatureRun? _run;
    private FeatureFile? _file;
    private string? _target;

    /// <summary>Name of the layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string Layer { get; set; } = "fc7";

    /// <summary>Whose layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <summary>What must compute the convolutions.</summary>
    [Parameter]
    [AlgorithmChoice]
    [ArgumentCompleter(typeof(AlgorithmCompleter))]
    public AlgorithmChoice? Algorithm { get; set; }

    /// <summary>The file to write: .npy or .csv.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutPath { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (OutPath is null) return;
        _target = Need(() => OutFile.Resolve(SessionState.Path, OutPath, "an array", FeatureFile.Formats));
        if (!Force) Need(() => OutFile.RequireFree(_target));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_progress.IsShown) WriteProgress(_progress.Completed());
        if (_file is null) return;
        Need(_file.Complete);
        if (PassThru) WriteObject(new FileInfo(_target!));
    }

    private protected override void Add(PhotoInput photo)
    {
        var output = Run().Read(photo, Stop);
        if (_target is null) WriteObject(output);
        else if (_file is not null || ShouldProcess(_target, $"Write the outputs of {output.Layer}")) Need(() => (_file ??= new FeatureFile(_target, output)).Add(output));
        if (_progress.Count(photo.Name, 0, isLast: false) is { } record) WriteProgress(record);
    }

    private protected override void CleanUp()
    {
        _file?.Dispose();
        _run?.Dispose();
    }

    /// <summary>The run, begun with the first photo: without photos no model is loaded.</summary>
    private FeatureRun Run()
    {
        if (_run is not null) return _run;
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        var options = Algorithm is null ? null : Need(() => new PlanRequest(Algorithm, [], null).For(model.Architecture, threads: ComputeThreads));
        return _run = Need(() => Interruptible(() => new FeatureRun(model, Layer, ComputeThreads, options), late => late.Dispose()));
    }
}
