using System.Globalization;
using System.Management.Automation.Host;

namespace AlexNet.Shell.Host;

/// <summary>The shell as the engine sees it.</summary>
internal sealed class ShellHost(ShellUserInterface ui) : PSHost
{
    /// <summary>Runs a prompt inside a running command until it is left; set by the prompt.</summary>
    public Action? NestedPrompt { get; set; }

    /// <summary>Leaves the innermost nested prompt; set by the prompt.</summary>
    public Action? LeaveNestedPrompt { get; set; }

    /// <summary>The argument of <c>exit</c>, once a script has said it.</summary>
    public int? ExitCode { get; private set; }

    public override string Name => "AlexNetShell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version ?? new Version(0, 0);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        (NestedPrompt ?? throw new System.Management.Automation.PSNotSupportedException("A nested prompt needs an interactive shell."))();

    public override void ExitNestedPrompt() => LeaveNestedPrompt?.Invoke();

    // A native program takes the terminal over.
    public override void NotifyBeginApplication() => ui.Streams.ClearProgress();

    public override void NotifyEndApplication()
    {
    }
}
