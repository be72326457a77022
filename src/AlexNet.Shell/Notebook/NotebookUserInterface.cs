using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;
using AlexNet.Notebooks.Engine;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Notebook;

/// <summary>What a script tells the host, as output of the cell: texts on stdout, diagnostics on stderr, progress as a display that changes, questions to the reader.</summary>
internal sealed class NotebookUserInterface : PSHostUserInterface
{
    // A notebook's lines are about as wide, and tables are not cut at 80.
    private const int Columns = 120;

    private readonly Questions _questions;
    private StringBuilder? _captured;
    private int _capturing; // the thread whose texts are captured

    public NotebookUserInterface()
    {
        _questions = new Questions(new NotebookLineReader(this));
        Progress = new ProgressDisplay(() => Output);
    }

    /// <summary>Where output goes: to the cell that runs, or that ran last; null before the first.</summary>
    public INotebookOutput? Output { get; set; }

    /// <summary>Called before a text is shown, so that what was written before it is shown before it.</summary>
    public Action BeforeText { get; set; } = () => { };

    /// <summary>The progress of what runs.</summary>
    public ProgressDisplay Progress { get; }

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

    public override void WriteErrorLine(string value) => Diagnose(value, Ansi.Red);

    public override void WriteWarningLine(string message) => Diagnose("WARNING: " + message, Ansi.Yellow);

    public override void WriteVerboseLine(string message) => Diagnose("VERBOSE: " + message, Ansi.Yellow);

    public override void WriteDebugLine(string message) => Diagnose("DEBUG: " + message, Ansi.Yellow);

    public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Update(record);

    public override string ReadLine() => _questions.ReadLine("");

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret("");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        _questions.AskCredential(caption, message, userName);

    private string Paint(ConsoleColor foreground, ConsoleColor background, string text)
    {
        string colours = (foreground == RawUI.ForegroundColor ? "" : Ansi.Foreground(foreground)) + (background == RawUI.BackgroundColor ? "" : Ansi.Background(background));
        return Ansi.Paint(text, colours, enabled: colours.Length > 0);
    }

    private void Diagnose(string text, string colour) => Show(Ansi.Paint(text, colour, enabled: true) + "\n", isError: true);

    private void Show(string text, bool isError)
    {
        BeforeText();
        Output?.Write(text, isError);
    }
}
