using AlexNet.Notebooks.Engine;

namespace AlexNet.Shell.Notebook;

/// <summary>Before the first cell there is nowhere to show anything.</summary>
internal sealed class NoOutput : INotebookOutput
{
    public static NoOutput Instance { get; } = new();

    public void Write(string text, bool isError = false)
    {
    }

    public void Display(MimeBundle data, string? id = null)
    {
    }

    public void Update(MimeBundle data, string id)
    {
    }

    public void Result(MimeBundle data)
    {
    }

    public void Clear()
    {
    }

    public void Page(string text)
    {
    }

    public string Ask(string prompt, bool isSecret) => throw new InvalidOperationException("There is nobody to ask before the first cell.");
}
