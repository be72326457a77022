using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Commands;

/// <summary>What the cmdlets share that show how a network sees a photo.</summary>
public abstract class PhotoPictureCmdlet : PictureCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";

    private Model? _model;

    /// <summary>Photos and patterns.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Photos, brackets being brackets.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The layer.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(LayerCompleter))]
    [ValidateNotNullOrEmpty]
    public string Layer { get; set; } = "conv1";

    /// <summary>Whose layer.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference? Model { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == LiteralPathSet;
        var paths = new PhotoPaths(SessionState.Path, false, failure => WriteError(failure.Record), Stop);
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(() =>
            {
                foreach (var file in isLiteral ? paths.Literal(path) : paths.Matching(path)) Try(() => Show(LoadedModel(), PhotoInput.Of(file)));
            });
    }

    /// <summary>Shows what there is to see of a photo.</summary>
    private protected abstract void Show(Model model, PhotoInput photo);

    private Model LoadedModel()
    {
        if (_model is not null) return _model;
        _model = Resolve(Model);
        UntrainedWarning.WriteOnce(this, _model, isNamed: Model is not null);
        return _model;
    }
}
