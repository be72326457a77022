using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace AlexNet.Shell.Host;

/// <summary>What a terminal and a notebook have in common: the words and colours of diagnostics, and every kind of question put as <see cref="Questions"/>.</summary>
internal abstract class HostUserInterface : PSHostUserInterface
{
    protected abstract Questions Questions { get; }

    /// <summary>Shows a line of diagnostics apart from the results.</summary>
    protected abstract void Diagnose(string text, string colour);

    public override void WriteErrorLine(string value) => Diagnose(value, Ansi.Red);

    public override void WriteWarningLine(string message) => Diagnose("WARNING: " + message, Ansi.Yellow);

    public override void WriteVerboseLine(string message) => Diagnose("VERBOSE: " + message, Ansi.Yellow);

    public override void WriteDebugLine(string message) => Diagnose("DEBUG: " + message, Ansi.Yellow);

    public override string ReadLine() => Questions.ReadLine("");

    public override SecureString ReadLineAsSecureString() => Questions.ReadSecret("");

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        Questions.AskFields(caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        Questions.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        Questions.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
        Questions.AskCredential(caption, message, userName);
}
