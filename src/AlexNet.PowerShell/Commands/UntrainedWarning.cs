using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AlexNet.PowerShell.Commands;

/// <summary>Says once in each session (runspace) that the default network has learnt nothing yet.</summary>
internal static class UntrainedWarning
{
    private static readonly ConditionalWeakTable<Runspace, object> Warned = [];

    public static void WriteOnce(Cmdlet cmdlet)
    {
        // Threads of ForEach-Object -Parallel have runspaces of their own, and so warn once each.
        if (Runspace.DefaultRunspace is { } session && !Warned.TryAdd(session, Warned)) return;
        cmdlet.WriteWarning("No model was named: the default network is the paper's with random weights. It is UNTRAINED, so its labels and probabilities are not meaningful. "
            + "Name a trained model with -Model. (This is said once a session.)");
    }
}
