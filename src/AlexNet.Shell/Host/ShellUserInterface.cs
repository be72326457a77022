using System.Management.Automation;
using System.Management.Automation.Host;

namespace AlexNet.Shell.Host;

/// <summary>
/// Output, diagnostics and questions. Results and Write-Host texts go to standard output; errors, warnings, verbose, debug and progress to
/// standard error, so that a redirected output holds results only.
/// </summary>
internal sealed class ShellUserInterface(ConsoleStreams streams, Questions questions) : HostUserInterface
{
    protected override Questions Questions { get; } = questions;

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

    public override void WriteProgress(long sourceId, ProgressRecord record) => streams.Progress(record);

    protected override void Diagnose(string text, string colour) => streams.WriteError(text, colour);
}
