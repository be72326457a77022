using System.Management.Automation;
using AlexNet.Engine.Evaluation;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Planning;
using AlexNet.PowerShell.Testing;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Says how often models are right on labelled photos: an object for each model.</summary>
[Cmdlet(VerbsDiagnostic.Test, "AlexNetModel", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ModelAccuracy))]
public sealed class TestAlexNetModelCommand : AlexNetCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private ModelTester? _tester;

    /// <summary>A folder with a folder of photos for each class, or a CSV file of paths and classes.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [SupportsWildcards]
    public string Path { get; set; } = "";

    /// <summary>The same, brackets being brackets.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Alias("LP")]
    public string LiteralPath { get; set; } = "";

    /// <summary>Who answers.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>A list of the photos that count; the others are passed over.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TestList { get; set; }

    /// <summary>Whether ten views of each photo are averaged.</summary>
    [Parameter]
    public SwitchParameter TenView { get; set; }

    /// <summary>Photos that go through the network together; 0 or auto chooses.</summary>
    [Parameter]
    [BatchSize]
    [ArgumentCompleter(typeof(BatchSizeCompleter))]
    [ValidateRange(0, 1024)]
    public int BatchSize { get; set; }

    /// <summary>Photos decoded at the same time; 0 for one a core.</summary>
    [Parameter]
    [ValidateRange(0, 256)]
    public int ThrottleLimit { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        var path = DatasetPath.Find(isLiteral ? LiteralPath : Path, isLiteral, SessionState.Path);
        var list = TestList is null ? null : DatasetPath.Find(TestList, false, SessionState.Path);
        var model = Interruptible(ModelResolver.Prepare(Model, SessionState.Path));
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        var plan = new PlanRequest(null, [], TunedPlan.Load(this)).For(model.Architecture);
        var settings = new ClassifierSettings(AccuracyCounter.Answers, BatchSize, TenView, ThrottleLimit, ComputeThreads, ReducedDecoding: false, plan, null, LayerTimes: IsVerbose);
        var progress = new ProgressMeter();
        CleanUp();
        _tester = Interruptible(() => new ModelTester(model, path, list, settings, Report, failure => WriteError(failure.Record), Stop), late => late.Dispose());
        WriteObject(_tester.Run(Stop));
        foreach (var line in _tester.LayerTimes) WriteVerbose($"{model.Name}: {line}");
        if (progress.IsShown) WriteProgress(progress.Completed());

        void Report(string photo, int pending)
        {
            if (progress.Count(photo, pending, isLast: true) is { } record) WriteProgress(record);
        }
    });

    private protected override void CleanUp() => _tester?.Dispose();
}
