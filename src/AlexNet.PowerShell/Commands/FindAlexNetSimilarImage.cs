using System.Management.Automation;
using AlexNet.Engine.Similarity;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Similarity;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Commands;

/// <summary>Finds photos that are like others, or, without any, groups of near duplicates.</summary>
[Cmdlet(VerbsCommon.Find, "AlexNetSimilarImage", DefaultParameterSetName = DuplicateSet, SupportsShouldProcess = true)]
[OutputType(typeof(SimilarImage), ParameterSetName = [PathSet, LiteralPathSet, InputObjectSet])]
[OutputType(typeof(DuplicateGroup), ParameterSetName = [DuplicateSet])]
public sealed class FindAlexNetSimilarImageCommand : PhotoCmdlet
{
    private const string DuplicateSet = "Duplicates";
    private const double NearlySame = 0.95;

    private readonly ProgressMeter _progress = new("Finding similar photos");
    private SimilarPhotos? _photos;

    /// <summary>The folders that are searched.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Within { get; set; } = [];

    /// <summary>Whether subfolders count.</summary>
    [Parameter]
    public override SwitchParameter Recurse { get; set; }

    /// <summary>The index, in place of one among the user's cached files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Index { get; set; }

    /// <summary>How many photos for each query.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = 10;

    /// <summary>How alike photos must be.</summary>
    [Parameter]
    [ValidateRange(-1.0, 1.0)]
    public double DuplicateThreshold { get; set; } = NearlySame;

    /// <summary>Whose layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Name of the layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string Layer { get; set; } = "fc7";

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <summary>Whether an index that is damaged, or of another model, is made anew.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Without a photo, and without a pipeline that might have had some, duplicates are wanted.</summary>
    private bool FindsDuplicates => ParameterSetName == DuplicateSet && !MyInvocation.ExpectingInput;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!FindsDuplicates) base.ProcessRecord();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (FindsDuplicates) _photos = Need(() => Prepare((photos, reports, stop) => photos.WriteDuplicates(DuplicateThreshold, reports, stop)));
        if (_progress.IsShown) WriteProgress(_progress.Completed());
    }

    private protected override void Add(PhotoInput photo)
    {
        var photos = _photos ??= Need(() => Prepare());
        Try(() =>
        {
            if (!photos.Knows(photo)) Interruptible(photos.MakeReady, late => late.Dispose());
            var least = MyInvocation.BoundParameters.ContainsKey(nameof(DuplicateThreshold)) ? DuplicateThreshold : -1;
            foreach (var found in photos.Find(photo, Top, least, Stop)) WriteObject(found);
        });
        if (_progress.Count(photo.Name, 0, isLast: false) is { } record) WriteProgress(record);
    }

    private protected override void CleanUp() => _photos?.Dispose();

    /// <summary>Brings the index up to date, and goes on with it on the same thread.</summary>
    private SimilarPhotos Prepare(Action<SimilarPhotos, ITrainingReports, CancellationToken>? then = null)
    {
        var request = new IndexArguments(this, SessionState.Path, Index).Of(FolderPaths.Find(SessionState.Path, Within), Layer, Recurse, Force);
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        return IndexArguments.Run(this, request, model, ComputeThreads, then, Stop);
    }
}
