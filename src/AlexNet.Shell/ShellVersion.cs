using System.Management.Automation;
using System.Reflection;

namespace AlexNet.Shell;

/// <summary>The versions of the shell and of the engine in it.</summary>
internal static class ShellVersion
{
    public static string Shell { get; } = Of(typeof(ShellVersion));

    public static string Engine { get; } = Of(typeof(PSObject));

    public static string Line => $"AlexNetShell {Shell} (PowerShell engine {Engine})";

    private static string Of(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split(' ', '+')[0] ?? "";
}
