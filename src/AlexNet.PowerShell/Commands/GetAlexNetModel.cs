using System.Management.Automation;
using AlexNet.Engine.Models;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Describes models: those built in and installed, one at hand, or files.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetModel", DefaultParameterSetName = NameSet)]
[OutputType(typeof(ModelInfo))]
public sealed class GetAlexNetModelCommand : AlexNetCmdlet
{
    private const string NameSet = "Name";
    private const string ModelSet = "Model";

    /// <summary>Names of built-in and installed models.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ModelNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The model to describe.</summary>
    [Parameter(ParameterSetName = ModelSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <summary>Model files and patterns.</summary>
    [Parameter(ParameterSetName = ModelFilePaths.PathSet, Mandatory = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Model files, brackets being brackets.</summary>
    [Parameter(ParameterSetName = ModelFilePaths.LiteralPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ModelSet) Try(() => WriteObject(ModelInfo.Of(Resolve(Model))));
        else if (ParameterSetName == NameSet) DescribeNamed();
        else DescribeFiles(ParameterSetName == ModelFilePaths.LiteralPathSet);
    }

    private void DescribeNamed()
    {
        foreach (var pattern in Name)
        {
            // A name without wildcards that is unknown is an error; a pattern that matches nothing is not.
            var found = WildcardPattern.ContainsWildcardCharacters(pattern) ? NamedModels.Names.Where(WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch) : [pattern];
            foreach (var name in found) Try(() => WriteObject(NamedModels.Describe(name)));
        }
    }

    private void DescribeFiles(bool isLiteral)
    {
        foreach (var path in isLiteral ? LiteralPath : Path)
            Try(() =>
            {
                foreach (var file in ModelFilePaths.Find(path, isLiteral, SessionState.Path))
                    Try(() => WriteObject(ModelInfo.Of(ModelResolver.Load(file))));
            });
    }
}
