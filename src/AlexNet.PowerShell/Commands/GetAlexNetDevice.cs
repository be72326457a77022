using System.Management.Automation;
using AlexNet.Engine.Devices;
using AlexNet.Engine.Devices.Hardware;
using AlexNet.PowerShell.Arguments;

namespace AlexNet.PowerShell.Commands;

/// <summary>Lists the devices that the machine's cores make, and what they can do at most.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetDevice")]
[OutputType(typeof(DeviceInfo))]
public sealed class GetAlexNetDeviceCommand : AlexNetCmdlet
{
    /// <summary>How many the cores are shared out among.</summary>
    [Parameter(Position = 0)]
    [DeviceCount(1, 2, 4)]
    [ArgumentCompleter(typeof(DeviceCountCompleter))]
    public int DeviceCount { get; set; } = 2;

    /// <summary>Where they compute.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ValueCompleter<DeviceKind>))]
    public Choice<DeviceKind> DeviceKind { get; set; }

    /// <summary>Threads of all of them; 0 for one a core.</summary>
    [Parameter]
    [Alias("ThreadCount")]
    [ValidateRange(0, 256)]
    public int ComputeThreads { get; set; }

    /// <summary>Whether to leave out what takes a measurement.</summary>
    [Parameter]
    public SwitchParameter NoMeasurement { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(() =>
    {
        var devices = DeviceInfo.List(DeviceCount, DeviceKind, ComputeThreads, !NoMeasurement, Stop).GetEnumerator();
        while (Interruptible(devices.MoveNext)) WriteObject(devices.Current);
    });
}
