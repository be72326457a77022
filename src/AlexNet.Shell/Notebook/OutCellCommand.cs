using System.Management.Automation;

namespace AlexNet.Shell.Notebook;

/// <summary>The last command of a cell's pipeline, in place of Out-Default.</summary>
[Cmdlet("Out", "Cell")]
public sealed class OutCellCommand : PSCmdlet
{
    /// <summary>What the cell writes.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Shows it: a <see cref="CellWriter"/>.</summary>
    [Parameter(Mandatory = true)]
    public object Writer { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null)
            ((CellWriter)Writer).Add(InputObject);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ((CellWriter)Writer).End();
}
