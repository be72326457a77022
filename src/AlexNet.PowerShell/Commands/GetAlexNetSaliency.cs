using System.Management.Automation;
using AlexNet.Engine.Inspection.Saliency;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Commands;

/// <summary>Finds where on photos a network looks when it says a class.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetSaliency", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(SaliencyMap))]
public sealed class GetAlexNetSaliencyCommand : PhotoCmdlet
{
    private readonly ProgressMeter _progress = new("Looking where the network looks");
    private SaliencyRun? _run;
    private int? _class;
    private string? _target;

    /// <summary>How to find out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<SaliencyMethod>))]
    public Choice<SaliencyMethod> Method { get; set; } = SaliencyMethod.GradCam;

    /// <summary>The layer whose maps Grad-CAM weights.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Layer { get; set; }

    /// <summary>The class that is asked about.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LabelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>Whose looks.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Side of the grey square of -Method Occlusion.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int Window { get; set; } = new SaliencyOptions().Window;

    /// <summary>Pixels from one place of the square to the next.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int Stride { get; set; } = new SaliencyOptions().Stride;

    /// <summary>How the map is drawn over the photo.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<SaliencyOverlay>))]
    public Choice<SaliencyOverlay> Overlay { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <summary>The file to write, .png, .svg or .html, or a folder for a .png of each photo.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutPath { get; set; }

    /// <summary>Whether a PNG is painted on dark ground.</summary>
    [Parameter]
    public SwitchParameter Dark { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (OutPath is not null) _target = Need(() => OutFile.ResolveFileOrFolder(SessionState.Path, OutPath, "a picture", Picture.Formats));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_progress.IsShown) WriteProgress(_progress.Completed());
    }

    private protected override void Add(PhotoInput photo)
    {
        var map = Run().Read(photo, _class, Overlay, Stop);
        if (_target is not null) Write(map);
        WriteObject(map);
        if (_progress.Count(photo.Name, 0, isLast: false) is { } record) WriteProgress(record);
    }

    private protected override void CleanUp() => _run?.Dispose();

    private void Write(SaliencyMap map)
    {
        var file = Directory.Exists(_target) ? System.IO.Path.Combine(_target!, $"{System.IO.Path.GetFileName(map.Path)}.{map.Method}.png") : _target!;
        if (!ShouldProcess(file, "Write a picture")) return;
        if (!Force) OutFile.RequireFree(file);
        OutFile.Write(file, Picture.Of(map, Stop).Encode(OutFile.Extension(file), Dark));
    }

    /// <summary>The run, begun with the first photo: without photos no model is loaded.</summary>
    private SaliencyRun Run()
    {
        if (_run is not null) return _run;
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        _class = Label is null ? null : Need(() => ClassByName.Find(model, Label));
        // What the other methods have no use for is not theirs to refuse.
        var options = new SaliencyOptions { Method = Method, Layer = Layer, Window = Window, Stride = MyInvocation.BoundParameters.ContainsKey(nameof(Stride)) ? Stride : Math.Min(Stride, Window) };
        return _run = Need(() => Interruptible(() => new SaliencyRun(model, options, ComputeThreads), late => late.Dispose()));
    }
}
