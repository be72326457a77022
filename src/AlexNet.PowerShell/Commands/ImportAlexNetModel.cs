using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Opens model files. Their weights are mapped into memory and read when they are first needed.</summary>
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
    public ElementType WeightPrecision { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var precision = WeightPrecisions.Asked(this, WeightPrecision);
        var isLiteral = ParameterSetName == ModelFilePaths.LiteralPathSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(() =>
            {
                foreach (var file in ModelFilePaths.Find(path, isLiteral, SessionState.Path))
                    Try(() => WriteObject(Interruptible(() => WeightPrecisions.Convert(ModelResolver.Load(file), precision))));
            });
    }
}
