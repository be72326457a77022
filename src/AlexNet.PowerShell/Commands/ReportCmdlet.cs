using System.Management.Automation;
using AlexNet.PowerShell.Looks;

namespace AlexNet.PowerShell.Commands;

/// <summary>What the cmdlets share that make pages of results.</summary>
public abstract class ReportCmdlet : AlexNetCmdlet
{
    private Report? _report;

    /// <summary>Results: objects of this module, words for headings between them, or any other objects, which become tables.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>Title of the page.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>The most photos, maps or rows that are shown of each kind.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int MaxItem { get; set; } = 64;

    /// <summary>Whether the name of the folder that a photo is in says what is on it.</summary>
    [Parameter]
    public SwitchParameter LabelFromFolder { get; set; }

    /// <summary>Whether only photos are shown that are not what was answered.</summary>
    [Parameter]
    public SwitchParameter OnlyMistake { get; set; }

    /// <summary>Whether each feature map has a colour scale of its own.</summary>
    [Parameter]
    public SwitchParameter ScaleEach { get; set; }

    /// <summary>What the machine can do at most, for shares of it.</summary>
    [Parameter]
    [ValidateRange(0.001, 1e9)]
    public double? PeakGigaflops { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        _report ??= new Report(new ReportSettings(Title, MaxItem, LabelFromFolder || OnlyMistake, OnlyMistake, ScaleEach, PeakGigaflops), Stop);
        foreach (var result in InputObject)
            if (result is not null) _report.Add(result);
    }

    /// <summary>The page; null where nothing was piped.</summary>
    private protected string? Page(bool asFragment = false) => _report is { IsEmpty: false } report ? Interruptible(() => report.ToHtml(asFragment)) : null;
}
