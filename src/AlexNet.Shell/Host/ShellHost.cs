using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AlexNet.Shell.Host;

/// <summary>The shell as the engine sees it.</summary>
internal sealed class ShellHost(PSHostUserInterface ui) : PSHost
{
    /// <summary>What a script finds in <c>$Host.PrivateData</c>.</summary>
    public override PSObject? PrivateData => Services;

    /// <summary>What this host can do beyond others; null for nothing.</summary>
    public PSObject? Services { get; init; }

    /// <summary>Called before a native program takes the terminal over.</summary>
    public Action BeforeProgram { get; init; } = () => { };

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
        (NestedPrompt ?? throw new PSNotSupportedException("A nested prompt needs an interactive shell."))();

    public override void ExitNestedPrompt() => LeaveNestedPrompt?.Invoke();

    public override void NotifyBeginApplication() => BeforeProgram();

    public override void NotifyEndApplication()
    {
    }
}
