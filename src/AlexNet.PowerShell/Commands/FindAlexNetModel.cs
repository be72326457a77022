using System.Management.Automation;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Catalogue;

namespace AlexNet.PowerShell.Commands;

/// <summary>Lists the public models that Install-AlexNetModel can bring. Nothing is asked of the network.</summary>
[Cmdlet(VerbsCommon.Find, "AlexNetModel")]
[OutputType(typeof(PublicModel))]
public sealed class FindAlexNetModelCommand : AlexNetCmdlet
{
    /// <summary>Names and patterns.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PublicModelCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var pattern in Name) Try(() => WriteObject(PublicModels.Matching(pattern).Select(PublicModel.Of), enumerateCollection: true));
    }
}
