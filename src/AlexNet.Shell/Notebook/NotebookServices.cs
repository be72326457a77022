using System.Collections;

namespace AlexNet.Shell.Notebook;

/// <summary>What a notebook can do beyond a terminal; scripts find it in <c>$Host.PrivateData</c>.</summary>
public sealed class NotebookServices
{
    private readonly NotebookUserInterface _ui;
    private readonly Func<IEnumerable, string> _format;

    internal NotebookServices(NotebookUserInterface ui, Func<IEnumerable, string> format) => (_ui, _format) = (ui, format);

    /// <summary>Whether a text that carries a property <c>Html</c> is shown as that.</summary>
    public bool ShowsHtml => true;

    /// <summary>Takes away what the cell has shown so far.</summary>
    public void Clear() => _ui.Output?.Clear();

    /// <summary>Shows objects beside the notebook, as a terminal would.</summary>
    public void Page(object[] items) => _ui.Output?.Page(_format(items));

    /// <summary>Asks the reader for a line.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="isSecret">Whether the answer stays hidden.</param>
    public string Ask(string prompt, bool isSecret) => new NotebookLineReader(_ui).Read(prompt, isSecret);
}
