using System.Management.Automation;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Shows how a network is cut over devices: who computes what, and who sends what to whom.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetDevicePlan", DefaultParameterSetName = ArchitectureSet)]
[OutputType(typeof(DeviceLayer))]
public sealed class GetAlexNetDevicePlanCommand : AlexNetCmdlet
{
    private const string ArchitectureSet = "Architecture";
    private const string ModelSet = "Model";

    /// <summary>The variant of the network.</summary>
    [Parameter(Position = 0, ParameterSetName = ArchitectureSet)]
    [ArgumentCompleter(typeof(ArchitectureCompleter))]
    public string Architecture { get; set; } = BuiltInModels.Default;

    /// <summary>The model whose network it is.</summary>
    [Parameter(ParameterSetName = ModelSet, Mandatory = true, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public ModelReference Model { get; set; } = null!;

    /// <summary>Number of devices.</summary>
    [Parameter]
    [DeviceCount(1, 2, 4)]
    [ArgumentCompleter(typeof(DeviceCountCompleter))]
    public int DeviceCount { get; set; } = 2;

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var network = ParameterSetName == ModelSet ? ModelResolver.NetworkOf(Model, SessionState.Path).Network : ArchitectureByName.Get(Architecture);
        try
        {
            WriteObject(DeviceLayer.Of(new PartitionPlan(network, DeviceCount)), enumerateCollection: true);
        }
        catch (ShapeException exception)
        {
            throw new Failure(ErrorIds.NetworkNotPartitionable, ErrorCategory.InvalidArgument, network.Name, exception.Message, "Use fewer devices, or another network.", exception);
        }
    });
}
