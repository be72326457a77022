using System.Management.Automation;
using AlexNet.PowerShell.Arguments;
using AlexNet.PowerShell.Looks;
using AlexNet.PowerShell.Models;

namespace AlexNet.PowerShell.Commands;

/// <summary>Draws a network: its towers on their devices, the shapes between the layers, and what the devices exchange.</summary>
[Cmdlet(VerbsCommon.Show, "AlexNetNetwork", DefaultParameterSetName = ArchitectureSet, SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ShowAlexNetNetworkCommand : PictureCmdlet
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

    /// <summary>Devices that it is cut over; 0 for as many as it has towers.</summary>
    [Parameter]
    [DeviceCount(0, 1, 2, 4)]
    [ArgumentCompleter(typeof(DeviceCountCompleter))]
    public int DeviceCount { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        var network = ParameterSetName == ModelSet ? ModelResolver.NetworkOf(Model, SessionState.Path).Network : ArchitectureByName.Get(Architecture);
        Show(() => Picture.Network(network, DeviceCount));
    });
}
