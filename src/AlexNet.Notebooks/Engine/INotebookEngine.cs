namespace AlexNet.Notebooks.Engine;

/// <summary>
/// What runs the cells of a notebook. One thread calls it, the one that opened it, but for <see cref="Interrupt"/>. Cursors are indexes into the text, in UTF-16 units.
/// </summary>
public interface INotebookEngine : IDisposable
{
    /// <summary>Runs a cell to its end.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="output">Takes what it writes, while it writes it.</param>
    /// <returns>The error that ended it; null for none.</returns>
    CellError? Execute(string code, INotebookOutput output);

    /// <summary>Evaluates an expression that a front end sent along with a cell.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="value">What it is; null where there is an error.</param>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    CellError? Evaluate(string expression, out MimeBundle? value);

    /// <summary>What could stand at the cursor.</summary>
    Completions Complete(string code, int cursor);

    /// <summary>What there is to know of what the cursor is at; null where nothing is known.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cursor">A place in it.</param>
    /// <param name="isDetailed">Whether all is wanted.</param>
    MimeBundle? Inspect(string code, int cursor, bool isDetailed);

    /// <summary>Whether a cell can run as it is.</summary>
    CodeStatus IsComplete(string code);

    /// <summary>Ends the running cell, completion or inspection soon, without waiting for that; called from any thread.</summary>
    void Interrupt();
}
