namespace AlexNet.Notebooks.Engine;

/// <summary>Where a cell's output goes. Safe from any thread, and after the cell has ended.</summary>
public interface INotebookOutput
{
    /// <summary>Adds text to a stream.</summary>
    /// <param name="text">The text, line ends included; it may hold ANSI colours.</param>
    /// <param name="isError">Whether it goes to stderr rather than stdout.</param>
    void Write(string text, bool isError = false);

    /// <summary>Shows something.</summary>
    /// <param name="data">Its forms.</param>
    /// <param name="id">Names it, for <see cref="Update"/>; null for what stays as it is.</param>
    void Display(MimeBundle data, string? id = null);

    /// <summary>Shows something in place of what was shown before.</summary>
    void Update(MimeBundle data, string id);

    /// <summary>Shows the cell's result; once in a cell.</summary>
    void Result(MimeBundle data);

    /// <summary>Takes away what the cell has shown so far.</summary>
    void Clear();

    /// <summary>Shows a long text beside the notebook.</summary>
    void Page(string text);

    /// <summary>Asks the reader for a line, and waits for it.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="isSecret">Whether the answer stays hidden.</param>
    /// <exception cref="InvalidOperationException">The front end answers no questions.</exception>
    /// <exception cref="OperationCanceledException">The cell was interrupted.</exception>
    string Ask(string prompt, bool isSecret);
}
