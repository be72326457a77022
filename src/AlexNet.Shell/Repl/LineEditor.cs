namespace AlexNet.Shell.Repl;

internal interface IKeys
{
    ConsoleKeyInfo Read();

    /// <summary>Whether another key waits already, as in a pasted text.</summary>
    bool Pending { get; }

    /// <summary>Whether Ctrl-C comes as a key (while editing) or interrupts (while a command runs).</summary>
    bool ControlCIsKey { set; }
}

internal sealed class ConsoleKeys : IKeys
{
    public ConsoleKeyInfo Read() => Console.ReadKey(intercept: true);

    public bool Pending => Console.KeyAvailable;

    public bool ControlCIsKey { set => Console.TreatControlCAsInput = value; }
}

internal enum ReadKind
{
    Line,
    Cancelled,
    EndOfInput,
}

internal readonly record struct ReadResult(ReadKind Kind, string Text);

/// <summary>
/// Reads one input, of one line or several, with the keys of readline and of PSReadLine: movement, words, kill and yank, history, completion.
/// </summary>
internal sealed class LineEditor(IKeys keys, LineRenderer renderer)
{
    private readonly LineBuffer _buffer = new();
    private CompletionCycle? _cycle;
    private string _prompt = "";
    private string _killed = "";

    public HistoryCursor? History { get; init; }

    public Func<string, int, Completions?>? Complete { get; init; }

    /// <summary>Whether Enter should open another line instead of running the input.</summary>
    public Func<string, bool> IsIncomplete { get; init; } = _ => false;

    public Func<string, string?[]?>? Colour { get; init; }

    /// <summary>Shows stars instead of the text.</summary>
    public bool Secret { get; init; }

    public ReadResult Read(string prompt)
    {
        _prompt = prompt;
        _buffer.Set("");
        _cycle = null;
        History?.Reset();
        renderer.Start();
        keys.ControlCIsKey = true;
        try
        {
            while (true)
            {
                if (!keys.Pending)
                    Draw();
                if (Handle(keys.Read()) is { } result)
                    return result;
            }
        }
        finally
        {
            keys.ControlCIsKey = false;
        }
    }

    private ReadResult? Handle(ConsoleKeyInfo key)
    {
        if (key.Key == ConsoleKey.Tab && Complete is not null)
        {
            Cycle(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            return null;
        }
        var cycle = _cycle;
        _cycle = null;
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control), alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.Enter when alt || key.Modifiers.HasFlag(ConsoleModifiers.Shift):
                _buffer.Insert("\n");
                return null;
            case ConsoleKey.Enter:
                return Enter();
            case ConsoleKey.C when control:
                _buffer.MoveTo(_buffer.Text.Length);
                Draw();
                renderer.Write("^C\r\n");
                return new ReadResult(ReadKind.Cancelled, "");
            case ConsoleKey.D when control && _buffer.Text.Length == 0:
                renderer.Write("\r\n");
                return new ReadResult(ReadKind.EndOfInput, "");
            case ConsoleKey.Escape:
                if (cycle is not null)
                    _buffer.Set(cycle.OriginalText, cycle.OriginalCursor);
                else
                    _buffer.Set("");
                return null;
            case ConsoleKey.L when control:
                renderer.ClearScreen();
                return null;
        }
        if (!Move(key, control, alt) && !Edit(key, control, alt) && !char.IsControl(key.KeyChar) && key.KeyChar != '\0' && !control)
            _buffer.Insert(key.KeyChar.ToString());
        else if (key.KeyChar is '\n' or '\r')
            return Enter();
        return null;
    }

    private bool Move(ConsoleKeyInfo key, bool control, bool alt)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when control || alt:
            case ConsoleKey.B when alt:
                _buffer.MoveTo(_buffer.WordLeft);
                return true;
            case ConsoleKey.RightArrow when control || alt:
            case ConsoleKey.F when alt:
                _buffer.MoveTo(_buffer.WordRight);
                return true;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when control:
                _buffer.MoveTo(_buffer.Left);
                return true;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when control:
                _buffer.MoveTo(_buffer.Right);
                return true;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                _buffer.MoveTo(_buffer.LineStart);
                return true;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                _buffer.MoveTo(_buffer.LineEnd);
                return true;
            case ConsoleKey.UpArrow:
                if (!_buffer.MoveLine(-1))
                    Recall(History?.Previous(_buffer.Text));
                return true;
            case ConsoleKey.DownArrow:
                if (!_buffer.MoveLine(1))
                    Recall(History?.Next());
                return true;
            case ConsoleKey.P when control:
                Recall(History?.Previous(_buffer.Text));
                return true;
            case ConsoleKey.N when control:
                Recall(History?.Next());
                return true;
            case ConsoleKey.F8:
            case ConsoleKey.R when control:
                Recall(History?.PreviousContaining(_buffer.Text));
                return true;
            default:
                return false;
        }
    }

    private bool Edit(ConsoleKeyInfo key, bool control, bool alt)
    {
        switch (key.Key)
        {
            case ConsoleKey.Backspace when control || alt:
            case ConsoleKey.W when control:
                _killed = _buffer.Cut(_buffer.WordLeft);
                return true;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when control:
                _buffer.Cut(_buffer.Left);
                return true;
            case ConsoleKey.Delete when control:
            case ConsoleKey.D when alt:
                _killed = _buffer.Cut(_buffer.WordRight);
                return true;
            case ConsoleKey.Delete:
            case ConsoleKey.D when control:
                _buffer.Cut(_buffer.Right);
                return true;
            case ConsoleKey.K when control:
                _killed = _buffer.Cut(_buffer.LineEnd);
                return true;
            case ConsoleKey.U when control:
                _killed = _buffer.Cut(_buffer.LineStart);
                return true;
            case ConsoleKey.Y when control:
                _buffer.Insert(_killed);
                return true;
            default:
                return false;
        }
    }

    private ReadResult? Enter()
    {
        if (IsIncomplete(_buffer.Text))
        {
            _buffer.Insert("\n");
            return null;
        }
        _buffer.MoveTo(_buffer.Text.Length);
        Draw();
        renderer.Write("\r\n");
        return new ReadResult(ReadKind.Line, _buffer.Text);
    }

    private void Recall(string? text)
    {
        if (text is not null)
            _buffer.Set(text);
    }

    private void Cycle(int direction)
    {
        if (_cycle is null)
        {
            if (Complete!(_buffer.Text, _buffer.Cursor) is not { Items.Count: > 0 } found)
                return;
            var cycle = new CompletionCycle(found, _buffer.Text, _buffer.Cursor);
            cycle.Apply(_buffer, direction > 0 ? 0 : found.Items.Count - 1);
            _cycle = found.Items.Count > 1 ? cycle : null; // a single match is final: the next Tab completes what follows it
            return;
        }
        _cycle.Apply(_buffer, _cycle.Selected + direction);
    }

    private void Draw()
    {
        string shown = Secret ? new string('*', _buffer.Text.Length) : _buffer.Text;
        renderer.Draw(_prompt, shown, _buffer.Cursor, Secret ? null : Colour?.Invoke(shown), _cycle?.Menu(renderer.Width) ?? []);
    }
}
