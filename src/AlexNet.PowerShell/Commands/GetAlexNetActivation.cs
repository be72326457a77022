using System.Management.Automation;
using AlexNet.Engine.Inspection;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Commands;

/// <summary>Says what the outputs of every layer are like over some photos: range, mean, zeros, dead maps.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetActivation", DefaultParameterSetName = PathSet)]
[OutputType(typeof(LayerActivation))]
public sealed class GetAlexNetActivationCommand : PhotoCmdlet
{
    private readonly ProgressMeter _progress = new("Watching layers");
    private ActivationRun? _run;

    /// <summary>Names of layers.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LayerCompleter))]
    public string[] Layer { get; set; } = ["*"];

    /// <summary>Whose layers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_progress.IsShown) WriteProgress(_progress.Completed());
        if (_run is null) return;
        var patterns = Layer.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        // A layer goes by its own name and by those of what is fused into it.
        WriteObject(_run.Layers.Where(layer => patterns.Exists(pattern => Array.Exists(layer.Layer.Split('+'), pattern.IsMatch))), enumerateCollection: true);
    }

    private protected override void Add(PhotoInput photo)
    {
        Run().Add(photo, Stop);
        if (_progress.Count(photo.Name, 0, isLast: false) is { } record) WriteProgress(record);
    }

    private protected override void CleanUp() => _run?.Dispose();

    private ActivationRun Run()
    {
        if (_run is not null) return _run;
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        Need(() => Array.ForEach(Layer, name => RequireLayer(model, name)));
        return _run = Interruptible(() => new ActivationRun(model, ComputeThreads), late => late.Dispose());
    }

    private static void RequireLayer(Engine.Models.Model model, string name)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(name)) FeatureRun.RequireLayer(model, name);
    }
}
