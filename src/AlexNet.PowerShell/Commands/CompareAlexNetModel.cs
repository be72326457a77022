using System.Management.Automation;
using AlexNet.Engine.Evaluation.Comparison;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Comparing;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Planning;

namespace AlexNet.PowerShell.Commands;

/// <summary>Compares two models layer by layer on the same photos: one object.</summary>
[Cmdlet(VerbsData.Compare, "AlexNetModel", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ModelComparison))]
public sealed class CompareAlexNetModelCommand : AlexNetCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly ProgressMeter _progress = new("Comparing models");
    private PhotoComparer? _comparer;
    private bool _isLiteralNamed;

    /// <summary>The model that the other is measured by.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference ReferenceModel { get; set; } = null!;

    /// <summary>The other model.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference DifferenceModel { get; set; } = null!;

    /// <summary>Photos, patterns and folders.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 2, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Photos and folders, brackets being brackets.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether subfolders count.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _isLiteralNamed = MyInvocation.BoundParameters.ContainsKey(nameof(LiteralPath));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var paths = new PhotoPaths(SessionState.Path, Recurse, failure => WriteError(failure.Record), Stop);
        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(() =>
            {
                foreach (var photo in isLiteral ? paths.Literal(path, entersFolders: _isLiteralNamed || Recurse) : paths.Matching(path)) Try(() => Compare(photo));
            });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_progress.IsShown) WriteProgress(_progress.Completed());
        if (_progress.Done > 0) WriteObject(_comparer!.ToComparison());
    }

    private protected override void CleanUp() => _comparer?.Dispose();

    private void Compare(PhotoFile photo)
    {
        Comparer().Compare(photo, Stop);
        if (_progress.Count(photo.Path, pending: 0, isLast: false) is { } record) WriteProgress(record);
    }

    /// <summary>Made with the first photo: without photos no model is loaded.</summary>
    private PhotoComparer Comparer()
    {
        if (_comparer is not null) return _comparer;
        var reference = Resolve(ReferenceModel);
        var other = Resolve(DifferenceModel);
        UntrainedWarning.WriteOnce(this, reference, isNamed: true);
        UntrainedWarning.WriteOnce(this, other, isNamed: true);
        var request = new PlanRequest(null, [], TunedPlan.Load(this));
        return _comparer = Need(() => Interruptible(
            () => new PhotoComparer(reference, other, model => request.For(model.Architecture, threads: ComputeThreads), ComputeThreads), late => late.Dispose()));
    }
}
