using System.Management.Automation;

namespace AlexNet.Shell.Host;

/// <summary>
/// Standard output and standard error behind one lock: the progress line is erased before anything is written, and whether the cursor stands
/// at the start of a line is known.
/// </summary>
internal sealed class ConsoleStreams(Terminal terminal, TextWriter output, TextWriter error)
{
    private readonly Lock _gate = new();
    private readonly ProgressLine _progress = new(error, terminal);

    public Terminal Terminal { get; } = terminal;

    /// <summary>Whether the last text left the cursor inside a line of the terminal.</summary>
    public bool InsideLine { get; private set; }

    /// <summary>Writes to standard output; colours are removed where nobody could see them.</summary>
    public void Write(string text)
    {
        lock (_gate)
        {
            _progress.Erase();
            output.Write(Terminal.ColourOutput ? text : Ansi.Strip(text));
            if (text.Length > 0)
                InsideLine = !text.EndsWith('\n');
        }
    }

    /// <summary>Writes a line of diagnostics to standard error.</summary>
    public void WriteError(string text, string colour)
    {
        lock (_gate)
        {
            _progress.Erase();
            output.Flush();
            if (InsideLine && Terminal.OutputIsTerminal && Terminal.ErrorIsTerminal)
                error.WriteLine();
            error.WriteLine(Ansi.Paint(Terminal.ColourErrors ? text : Ansi.Strip(text), colour, Terminal.ColourErrors));
            InsideLine = false;
        }
    }

    public void Progress(ProgressRecord record)
    {
        lock (_gate)
        {
            if (!InsideLine)
                _progress.Update(record);
        }
    }

    public void ClearProgress()
    {
        lock (_gate)
            _progress.Clear();
    }

    /// <summary>Puts the cursor at the start of a line.</summary>
    public void StartLine()
    {
        if (InsideLine)
            Write("\n");
    }
}
