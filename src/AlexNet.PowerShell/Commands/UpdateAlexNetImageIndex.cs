using System.Management.Automation;
using AlexNet.Engine.Similarity;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Similarity;

namespace AlexNet.PowerShell.Commands;

/// <summary>Makes the index of folders of photos, or brings it up to date, so that a search need not.</summary>
[Cmdlet(VerbsData.Update, "AlexNetImageIndex", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(ImageIndexInfo))]
public sealed class UpdateAlexNetImageIndexCommand : AlexNetCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    /// <summary>Folders, or patterns.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Folders, brackets being brackets.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The index, in place of one among the user's cached files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Index { get; set; }

    /// <summary>Whose layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <summary>Name of the layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string Layer { get; set; } = "fc7";

    /// <summary>Whether subfolders count.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <summary>Whether an index that is damaged, or of another model, is made anew.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to say what was done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        var request = new IndexArguments(this, SessionState.Path, Index).Of(FolderPaths.Find(SessionState.Path, isLiteral ? LiteralPath : Path, isLiteral), Layer, Recurse, Force);
        if (!request.Save) return;
        var model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, model, isNamed: Model is not null);
        using var photos = IndexArguments.Run(this, request, model, ComputeThreads, null, Stop);
        if (PassThru) WriteObject(photos.Indexes, enumerateCollection: true);
    });
}
