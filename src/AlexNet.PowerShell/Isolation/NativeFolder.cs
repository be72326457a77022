using System.Runtime.InteropServices;

namespace AlexNet.PowerShell.Isolation;

/// <summary>The platform's name for native libraries: the folder they are in, and what their files are called.</summary>
internal static class NativeFolder
{
    /// <summary>Such as <c>linux-x64</c>; macOS has one file for both its processors.</summary>
    public static string Name { get; } = NameOf(
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl ? "linux-musl" : "linux",
        RuntimeInformation.ProcessArchitecture);

    private static bool IsMusl => RuntimeInformation.RuntimeIdentifier is var id && (id.Contains("musl") || id.StartsWith("alpine"));

    /// <summary>The folder for an operating system and a processor.</summary>
    public static string NameOf(string system, Architecture processor) => system == "osx" ? system : $"{system}-{processor.ToString().ToLowerInvariant()}";

    /// <summary>Where a library of that name would be, whatever of prefix and suffix the name already has.</summary>
    public static string FileOf(string folder, string library)
    {
        var suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return Path.Combine(folder, Name, library.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? library : library + suffix);
    }
}
