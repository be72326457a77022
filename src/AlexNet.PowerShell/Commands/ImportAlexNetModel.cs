using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Opens model files, ours and those of other programs. Their weights are mapped into memory and read when they are first needed.</summary>
[Cmdlet(VerbsData.Import, "AlexNetModel", DefaultParameterSetName = ModelFilePaths.PathSet)]
[OutputType(typeof(Model))]
public sealed class ImportAlexNetModelCommand : AlexNetCmdlet
{
    /// <summary>Files and patterns.</summary>
    [Parameter(ParameterSetName = ModelFilePaths.PathSet, Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files, brackets being brackets.</summary>
    [Parameter(ParameterSetName = ModelFilePaths.LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>What the fully connected layers' weights become; by default they stay as they are.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<ElementType>))]
    public Choice<ElementType> WeightPrecision { get; set; }

    /// <summary>Caffe's description of the network, its deploy.prototxt.</summary>
    [Parameter]
    public string? NetworkFile { get; set; }

    /// <summary>The mean image to subtract from photos: Caffe's .binaryproto or NumPy's .npy.</summary>
    [Parameter]
    public string? MeanFile { get; set; }

    /// <summary>The network, where a file of bare weights leaves it open.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string? Architecture { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var precision = WeightPrecisions.Asked(this, WeightPrecision);
        var isLiteral = ParameterSetName == ModelFilePaths.LiteralPathSet;
        var aids = ImportAids.Of(NetworkFile, MeanFile, Architecture, SessionState.Path);
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(() =>
            {
                foreach (var file in ModelFilePaths.Find(path, isLiteral, SessionState.Path))
                    Try(() => WriteObject(Interruptible(() => WeightPrecisions.Convert(aids.Load(file, Stop), precision))));
            });
    });
}
