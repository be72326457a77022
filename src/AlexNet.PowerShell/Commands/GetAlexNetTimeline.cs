using System.Management.Automation;
using AlexNet.Engine.Devices.Timelines;
using AlexNet.PowerShell.Devices;

namespace AlexNet.PowerShell.Commands;

/// <summary>Puts out what the devices did in the last command that recorded it.</summary>
[Cmdlet(VerbsCommon.Get, "AlexNetTimeline")]
[OutputType(typeof(DeviceSpan))]
public sealed class GetAlexNetTimelineCommand : AlexNetCmdlet
{
    /// <summary>The number of a forward pass; 0 for all.</summary>
    [Parameter(Position = 0)]
    [ValidateRange(0, int.MaxValue)]
    public int Call { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(() => WriteObject(LastTimeline.Get(Call).Spans, enumerateCollection: true));
}
