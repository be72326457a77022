namespace AlexNet.Shell.Tests;

/// <summary>A test that types into a pseudo terminal; reported as skipped where there is none to be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!TerminalSession.Available) Skip = "needs the 'script' program of util-linux";
    }
}
