using System.Management.Automation;

namespace AlexNet.Shell.Notebook;

/// <summary>Out-Default, fed object by object: a table's rows are shown as they come, under one heading.</summary>
internal sealed class TextPipe
{
    private readonly SteppablePipeline _pipe;

    public TextPipe()
    {
        _pipe = ScriptBlock.Create("Microsoft.PowerShell.Core\\Out-Default").GetSteppablePipeline(CommandOrigin.Internal);
        _pipe.Begin(expectInput: true);
    }

    public void Add(PSObject item) => _pipe.Process(item);

    public void End()
    {
        using (_pipe)
            _pipe.End();
    }
}
