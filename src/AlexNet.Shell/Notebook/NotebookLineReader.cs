using System.Management.Automation;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>Asks in the field that a front end opens under the running cell.</summary>
internal sealed class NotebookLineReader(NotebookUserInterface ui) : ILineReader
{
    public void Write(string text) => ui.Write(text);

    public void StartLine()
    {
        // Every text of a cell that comes before a question ends its line.
    }

    public string Read(string prompt, bool secret)
    {
        ui.BeforeText();
        try
        {
            return ui.Output?.Ask(prompt, secret) ?? throw new InvalidOperationException("There is nobody to ask before the first cell.");
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
        catch (InvalidOperationException e)
        {
            throw new PSInvalidOperationException(e.Message);
        }
    }
}
