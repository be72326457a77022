using System.Management.Automation;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Devices;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Planning;

namespace AlexNet.PowerShell.Commands;

/// <summary>Says what is on photos: one classification for each, in the order in which they came.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AlexNetClassify", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Classification))]
public sealed class InvokeAlexNetClassifyCommand : PhotoCmdlet
{
    private readonly ProgressMeter _progress = new();
    private ClassifierRun? _run;
    private bool _isLast;

    /// <summary>Who answers.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Predictions a photo.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = 5;

    /// <summary>Photos that go through the network together; 0 or auto chooses.</summary>
    [Parameter]
    [BatchSize]
    [ArgumentCompleter(typeof(BatchSizeCompleter))]
    [ValidateRange(0, 1024)]
    public int BatchSize { get; set; }

    /// <summary>Whether ten views of each photo are averaged.</summary>
    [Parameter]
    public SwitchParameter TenView { get; set; }

    /// <summary>Whether large JPEGs are decoded at reduced scale.</summary>
    [Parameter]
    public SwitchParameter ReducedDecoding { get; set; }

    /// <summary>Photos decoded at the same time; 0 for one a core.</summary>
    [Parameter]
    [ValidateRange(0, 256)]
    public int ThrottleLimit { get; set; }

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

    /// <summary>What must not be chosen to compute them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AlgorithmCompleter))]
    public string[] ExcludeAlgorithm { get; set; } = [];

    /// <summary>Devices that the network is cut over.</summary>
    [Parameter]
    [DeviceCount(1, 2, 4)]
    [ArgumentCompleter(typeof(DeviceCountCompleter))]
    public int DeviceCount { get; set; } = 1;

    /// <summary>Where the devices compute.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<DeviceKind>))]
    public Choice<DeviceKind> DeviceKind { get; set; }

    /// <summary>Whether what the devices do is recorded.</summary>
    [Parameter]
    public SwitchParameter Timeline { get; set; }

    /// <summary>The devices; null for one on the threads of this process, which needs no messages.</summary>
    private DeviceOptions? Devices =>
        DeviceCount > 1 || DeviceKind != Engine.Devices.DeviceKind.Thread || Timeline ? new DeviceOptions { Count = DeviceCount, Kind = DeviceKind, Timeline = Timeline } : null;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _isLast = true;
        if (_run is not { } run) return;
        Try(() => run.Finish(Stop));
        if (_progress.IsShown) WriteProgress(_progress.Completed());
        foreach (var line in run.LayerTimes) WriteVerbose(line);
        WriteVerbose($"{_progress.Done} photos, {_progress.Rate:0.0} a second");
    }

    private protected override void CleanUp()
    {
        // Also of a run that ended early, as by Select-Object -First.
        if (_run?.Timeline is { } timeline) LastTimeline.Set(timeline);
        _run?.Dispose();
    }

    private protected override void Add(PhotoInput photo) => Run().Add(photo, Stop);

    /// <summary>The run, begun with the first photo: without photos no model is loaded.</summary>
    private ClassifierRun Run()
    {
        if (_run is not null) return _run;
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        var plan = Need(() => new PlanRequest(Algorithm, ExcludeAlgorithm, TunedPlan.Load(this)).For(model.Architecture));
        var settings = new ClassifierSettings(Top, BatchSize, TenView, ThrottleLimit, ComputeThreads, ReducedDecoding, plan, Devices, LayerTimes: IsVerbose);
        WriteVerbose(Describe(model));
        return _run = Need(() => Interruptible(() => ClassifierRun.Create(model, settings, Write, Write), late => late.Dispose()));
    }

    private void Write(Classification classification)
    {
        WriteObject(classification);
        Report(classification.Path);
    }

    private void Write(Failure failure)
    {
        WriteError(failure.Record);
        Report((string)failure.Record.TargetObject);
    }

    private void Report(string photo)
    {
        if (_progress.Count(photo, _run?.Pending ?? 0, _isLast) is { } record) WriteProgress(record);
    }

    private string Describe(Model model)
    {
        var cores = Environment.ProcessorCount;
        return $"model {model.Name} ({model.Architecture.Name}, {model.Preprocessing}), batch {(BatchSize == 0 ? "automatic" : BatchSize)}, " +
            $"{(ThrottleLimit == 0 ? cores : ThrottleLimit)} decoder threads, {(ComputeThreads == 0 ? cores : ComputeThreads)} compute threads{(TenView ? ", ten views" : "")}" +
            $"{(Devices is { } devices ? $", {devices.Count} devices of kind {devices.Kind}" : "")}";
    }
}
