using System.Management.Automation;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>
/// Shows what a cell writes to the pipeline. Neighbours of one kind with a rich form are one display, which grows while they come; anything else is text, as in
/// a terminal; errors that end nothing are text on stderr. A cell that is one expression has a result.
/// </summary>
internal sealed class CellWriter(NotebookUserInterface ui, INotebookOutput output, ObjectFormatter formatter, bool isExpression)
{
    private const int MostTogether = 10_000;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<PSObject> _group = [];
    private string? _kind;
    private GrowingDisplay? _display;
    private TextPipe? _text;
    private bool _isResult = isExpression;
    private int _drawn;
    private bool _isRendering;

    /// <summary>Takes an object.</summary>
    public void Add(PSObject item)
    {
        if (item.BaseObject is ErrorRecord error)
        {
            EndText();
            ui.WriteErrorLine(ErrorText.Format(error));
            return;
        }
        if (_isResult && _group.Count < MostTogether)
        {
            _group.Add(item);
            return;
        }
        if (_isResult)
            EndResult();
        if (ObjectFormatter.KindOf(item) is not { } kind)
        {
            EndGroup();
            (_text ??= new TextPipe()).Add(item);
            return;
        }
        EndText();
        if (kind != _kind || _group.Count >= MostTogether)
            EndGroup();
        _kind = kind;
        _group.Add(item);
        _display ??= new GrowingDisplay(output);
        if (_display.IsDue)
            Render();
    }

    /// <summary>Shows what waits, because something else is about to be shown.</summary>
    public void BeforeText()
    {
        if (Environment.CurrentManagedThreadId == _thread && !_isRendering && !_isResult)
            EndGroup();
    }

    /// <summary>Shows what waits at the cell's end.</summary>
    public void End()
    {
        EndText();
        if (_isResult)
            EndResult();
        else
            EndGroup();
    }

    private void EndResult()
    {
        _isResult = false;
        if (_group.Count > 0)
            output.Result(formatter.Bundle(_group));
        _group.Clear();
    }

    private void EndGroup()
    {
        if (_drawn < _group.Count)
            Render();
        _group.Clear();
        (_kind, _display, _drawn) = (null, null, 0);
    }

    private void Render()
    {
        _isRendering = true;
        try
        {
            _display!.Show(() => formatter.Bundle(_group));
            _drawn = _group.Count;
        }
        finally
        {
            _isRendering = false;
        }
    }

    private void EndText()
    {
        var text = _text;
        _text = null;
        text?.End();
    }
}
