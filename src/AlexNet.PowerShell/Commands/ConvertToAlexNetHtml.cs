using System.Management.Automation;

namespace AlexNet.PowerShell.Commands;

/// <summary>Makes one self-contained HTML page of results.</summary>
[Cmdlet(VerbsData.ConvertTo, "AlexNetHtml")]
[OutputType(typeof(string))]
public sealed class ConvertToAlexNetHtmlCommand : ReportCmdlet
{
    /// <summary>Whether only the element with the results is wanted, for a page of one's own.</summary>
    [Parameter]
    public SwitchParameter Fragment { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing() => Try(() =>
    {
        if (Page(Fragment) is { } page) WriteObject(page);
    });
}
