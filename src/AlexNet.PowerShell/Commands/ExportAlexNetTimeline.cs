using System.Management.Automation;
using AlexNet.PowerShell.Devices;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Commands;

/// <summary>Writes what the devices did in the last command that recorded it, as a drawing or a trace.</summary>
[Cmdlet(VerbsData.Export, "AlexNetTimeline", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAlexNetTimelineCommand : AlexNetCmdlet
{
    /// <summary>The file to write: .svg, .png or .json.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Path { get; set; } = "";

    /// <summary>The number of a forward pass; 0 for all.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Call { get; set; }

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(() =>
    {
        var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path, out var provider, out _);
        if (provider.Name != "FileSystem")
            throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, Path, $"'{Path}' is in the provider {provider.Name}, but a timeline is a file.", "Give the path of a file.");
        TimelineFile.Require(file);
        var timeline = LastTimeline.Get(Call);
        if (!ShouldProcess(file, $"Export the timeline of {timeline.Calls} forward passes")) return;
        if (File.Exists(file) && !Force)
            throw new Failure(ErrorIds.TimelineFileExists, ErrorCategory.ResourceExists, file, $"There is already a file '{file}'.", "Give another name, or -Force to replace it.");
        TimelineFile.Write(timeline, file);
        if (PassThru) WriteObject(new FileInfo(file));
    });
}
