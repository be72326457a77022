using System.Management.Automation;
using System.Text;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Files;
using AlexNet.PowerShell.Looks;

namespace AlexNet.PowerShell.Commands;

/// <summary>Writes results as one self-contained HTML file.</summary>
[Cmdlet(VerbsData.Export, "AlexNetReport", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportAlexNetReportCommand : ReportCmdlet
{
    /// <summary>The file to write: .html.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Whether a file already there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to put out the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether to open the page where there is a desktop.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(() =>
    {
        var file = OutFile.Resolve(SessionState.Path, Path, "a page", ".html", ".htm");
        if (!ShouldProcess(file, "Write a report")) return;
        if (!Force) OutFile.RequireFree(file);
        if (Page() is not { } page)
            throw new Failure(ErrorIds.ReportEmpty, ErrorCategory.InvalidArgument, file, "Nothing was piped to the report.", "Pipe results to it, as in Invoke-AlexNetClassify ./photos | Export-AlexNetReport photos.html.");
        OutFile.Write(file, Encoding.UTF8.GetBytes(page));
        if (PassThru) WriteObject(new FileInfo(file));
        if (Open && !Desktop.Open(file)) WriteWarning($"There is no desktop here to open it on; the page is in '{file}'.");
    });
}
