using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AlexNet.Shell.Host;

/// <summary>
/// Output, diagnostics and questions. Results and Write-Host texts go to standard output; errors, warnings, verbose, debug and progress to
/// standard error, so that a redirected output holds results only.
/// </summary>
internal sealed class ShellUserInterface(ConsoleStreams streams, Questions questions) : PSHostUserInterface
{
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(streams.Terminal);

    public override bool SupportsVirtualTerminal => streams.Terminal.ColourOutput;

    public override void Write(string value) => streams.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        bool usual = foregroundColor == RawUI.ForegroundColor && backgroundColor == RawUI.BackgroundColor;
        if (usual || !streams.Terminal.ColourOutput)
        {
            streams.Write(value);
            return;
        }
        string background = backgroundColor == RawUI.BackgroundColor ? "" : Ansi.Background(backgroundColor);
        streams.Write(Ansi.Foreground(foregroundColor) + background + value + Ansi.Reset);
    }

    public override void WriteLine() => streams.Write(Environment.NewLine);

    public override void WriteLine(string value) => streams.Write(value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        Write(foregroundColor, backgroundColor, value);
        WriteLine();
    }

    public override void WriteErrorLine(string value) => streams.WriteError(value, Ansi.Red);

    public override void WriteWarningLine(string message) => streams.WriteError("WARNING: " + message, Ansi.Yellow);

    public override void WriteVerboseLine(string message) => streams.WriteError("VERBOSE: " + message, Ansi.Yellow);

    public override void WriteDebugLine(string message) => streams.WriteError("DEBUG: " + message, Ansi.Yellow);

    public override void WriteProgress(long sourceId, ProgressRecord record) => streams.Progress(record);

    public override string ReadLine() => questions.ReadLine("");

    public override SecureString ReadLineAsSecureString() => questions.ReadSecret("");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        questions.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        questions.AskCredential(caption, message, userName);
}
