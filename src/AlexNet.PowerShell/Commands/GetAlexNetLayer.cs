using System.Management.Automation;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Inference.Planning;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Planning;

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

    /// <summary>What must compute the convolutions.</summary>
    [Parameter]
    [AlgorithmChoice]
    [ArgumentCompleter(typeof(AlgorithmCompleter))]
    public AlgorithmChoice? Algorithm { get; set; }

    /// <summary>What must not be chosen to compute them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AlgorithmCompleter))]
    public string[] ExcludeAlgorithm { get; set; } = [];

    /// <summary>Photos that go through the network together.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int BatchSize { get; set; } = 1;

    /// <summary>Threads that compute; 0 for one a core.</summary>
    [Parameter]
    [Alias("ComputeThreads")]
    [ValidateRange(0, 256)]
    public int ThreadCount { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var (network, bytesOf) = ParameterSetName == ModelSet ? ModelResolver.NetworkOf(Model, SessionState.Path) : (ArchitectureByName.Get(Architecture), null);
        var options = new PlanRequest(Algorithm, ExcludeAlgorithm, TunedPlan.Load(this)).For(network, BatchSize, ThreadCount);
        var layers = PlannedLayers.Of(network, options, bytesOf).ToList();
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
