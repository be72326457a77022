using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Lists the layers of a network with their shapes, sizes and work.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetLayer", DefaultParameterSetName = ArchitectureSet)]
[OutputType(typeof(LayerInfo))]
public sealed class GetAlexNetLayerCommand : AlexNetCmdlet
{
    private const string ArchitectureSet = "Architecture";
    private const string ModelSet = "Model";

    /// <summary>Names of layers.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LayerCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The variant of the network.</summary>
    [Parameter(ParameterSetName = ArchitectureSet)]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string Architecture { get; set; } = BuiltInModels.Default;

    /// <summary>The model whose layers are listed.</summary>
    [Parameter(ParameterSetName = ModelSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var layers = (ParameterSetName == ModelSet ? ModelResolver.LayersOf(Model, SessionState.Path) : LayerInfo.Of(ArchitectureByName.Get(Architecture))).ToList();
        foreach (var pattern in Name)
        {
            var matches = WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase);
            var found = layers.Where(layer => matches.IsMatch(layer.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(pattern))
                throw new Failure(ErrorIds.LayerNotFound, ErrorCategory.InvalidArgument, pattern, $"The network '{layers[0].Network}' has no layer '{pattern}'.", $"Its layers are {string.Join(", ", layers.Select(layer => layer.Name))}.");
            WriteObject(found, enumerateCollection: true);
        }
    });
}
