using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AlexNet.PowerShell.Commands;

/// <summary>Warnings that are said once in each session (runspace): in a loop, they would drown everything else.</summary>
internal static class SessionWarnings
{
    private static readonly ConditionalWeakTable<Runspace, HashSet<string>> Written = [];

    /// <summary>Writes a warning unless one about the same subject was written in this session.</summary>
    public static void WriteOnce(Cmdlet cmdlet, string subject, string warning)
    {
        // Threads of ForEach-Object -Parallel have runspaces of their own, and so warn once each.
        if (Runspace.DefaultRunspace is { } session && !Written.GetValue(session, _ => []).Add(subject)) return;
        cmdlet.WriteWarning(warning);
    }
}
