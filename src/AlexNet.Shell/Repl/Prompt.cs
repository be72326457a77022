using System.Management.Automation.Language;
using AlexNet.Shell.Host;

namespace AlexNet.Shell.Repl;

/// <summary>The interactive loop: read, run, show, until <c>exit</c> or Ctrl-D.</summary>
internal sealed class Prompt
{
    private readonly ShellRunspace _shell;
    private readonly ShellHost _host;
    private readonly ConsoleStreams _streams;
    private readonly History _history = new(Repl.History.DefaultPath);
    private readonly LineEditor? _editor;
    private int _level;
    private bool _leave;

    public Prompt(ShellRunspace shell, ShellHost host, ConsoleStreams streams)
    {
        (_shell, _host, _streams) = (shell, host, streams);
        if (streams.Terminal.CanEdit)
        {
            var completer = new Completer(shell);
            _editor = new LineEditor(new ConsoleKeys(), new LineRenderer(streams.Write, () => streams.Terminal.WindowWidth))
            {
                History = new HistoryCursor(_history),
                Complete = completer.Complete,
                Colour = streams.Terminal.ColourOutput ? SyntaxColours.Of : null,
                IsIncomplete = IsIncomplete,
            };
        }
        host.NestedPrompt = RunNested;
        host.LeaveNestedPrompt = () => _leave = true;
    }

    /// <summary>Runs until the person leaves.</summary>
    /// <returns>The exit code.</returns>
    public int Run()
    {
        Loop();
        return _host.ExitCode ?? 0;
    }

    /// <summary>Whether the parser waits for more: an open brace, quote or pipe.</summary>
    internal static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(e => e.IncompleteInput);
    }

    private void RunNested()
    {
        _level++;
        try
        {
            Loop();
        }
        finally
        {
            _level--;
            _leave = false;
        }
    }

    private void Loop()
    {
        while (_host.ExitCode is null && !_leave)
        {
            _streams.StartLine();
            string prompt = _shell.Evaluate("prompt")?.ToString() ?? "PS> ";
            var input = _editor?.Read(prompt) ?? ReadPlain(prompt);
            if (input.Kind == ReadKind.EndOfInput)
                return;
            if (input.Kind == ReadKind.Cancelled || string.IsNullOrWhiteSpace(input.Text))
                continue;
            // `exit` inside a nested prompt leaves that prompt, as in pwsh.
            if (_level > 0 && input.Text.Trim() is "exit")
                return;
            _history.Add(input.Text);
            _shell.Run(input.Text, addToHistory: true);
            _streams.ClearProgress();
        }
    }

    private ReadResult ReadPlain(string prompt)
    {
        string text = "";
        do
        {
            _streams.Write(text.Length == 0 ? prompt : LineRenderer.Continuation);
            if (Console.In.ReadLine() is not { } line)
                return new ReadResult(ReadKind.EndOfInput, "");
            text = text.Length == 0 ? line : text + "\n" + line;
        }
        while (IsIncomplete(text));
        return new ReadResult(ReadKind.Line, text);
    }
}
