using System.Management.Automation;
using AlexNet.Engine.Models;
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isLiteral = ParameterSetName == ModelFilePaths.LiteralPathSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(() =>
            {
                foreach (var file in ModelFilePaths.Find(path, isLiteral, SessionState.Path))
                    Try(() => WriteObject(Interruptible(() => ModelResolver.Load(file))));
            });
    }
}
