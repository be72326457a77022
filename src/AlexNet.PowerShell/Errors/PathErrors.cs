using System.Management.Automation;

namespace AlexNet.PowerShell.Errors;

/// <summary>PowerShell's several ways to say that a path leads nowhere.</summary>
internal static class PathErrors
{
    public static bool IsNotFound(Exception exception) => exception
        is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException or ArgumentException;
}
