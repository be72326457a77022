using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>What a script tells the host, as output of the cell: texts on stdout, diagnostics on stderr, progress as a display that changes, questions to the reader.</summary>
internal sealed class NotebookUserInterface : HostUserInterface
{
    // A notebook's lines are about as wide, and tables are not cut at 80.
    private const int Columns = 120;

    private StringBuilder? _captured;
    private int _capturing; // the thread whose texts are captured

    public NotebookUserInterface()
    {
        Questions = new Questions(new NotebookLineReader(this));
        Progress = new ProgressDisplay(() => Output);
    }

    /// <summary>Where output goes: to the cell that runs, or that ran last; null before the first.</summary>
    public INotebookOutput? Output { get; set; }

    /// <summary>Called before a text is shown, so that what was written before it is shown before it.</summary>
    public Action BeforeText { get; set; } = () => { };

    /// <summary>The progress of what runs.</summary>
    public ProgressDisplay Progress { get; }

    protected override Questions Questions { get; }

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(new Terminal(false, false, false, Colours: true, Columns));

    public override bool SupportsVirtualTerminal => true;

    /// <summary>What <paramref name="write"/> writes on this thread, in place of showing it.</summary>
    public string Capture(Action write)
    {
        (_captured, _capturing) = (new StringBuilder(), Environment.CurrentManagedThreadId);
        try
        {
            write();
            return _captured.ToString();
        }
        finally
        {
            (_captured, _capturing) = (null, 0);
        }
    }

    public override void Write(string value)
    {
        if (_capturing == Environment.CurrentManagedThreadId)
            _captured!.Append(value);
        else
            Show(value, isError: false);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(Paint(foregroundColor, backgroundColor, value));

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteLine(Paint(foregroundColor, backgroundColor, value));

    public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Update(record);

    protected override void Diagnose(string text, string colour) => Show(Ansi.Paint(text, colour, enabled: true) + "\n", isError: true);

    private string Paint(ConsoleColor foreground, ConsoleColor background, string text)
    {
        string colours = (foreground == RawUI.ForegroundColor ? "" : Ansi.Foreground(foreground)) + (background == RawUI.BackgroundColor ? "" : Ansi.Background(background));
        return Ansi.Paint(text, colours, enabled: colours.Length > 0);
    }

    private void Show(string text, bool isError)
    {
        BeforeText();
        Output?.Write(text, isError);
    }
}
