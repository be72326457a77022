using System.Runtime.InteropServices;

namespace AlexNet.PowerShell.Isolation;

/// <summary>The platform's name for native libraries: the folder they are in, and what their files are called.</summary>
internal static class NativeFolder
{
    /// <summary>Such as <c>linux-x64</c>.</summary>
    public static string Name { get; } = NameOf(
        OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl ? "linux-musl" : "linux",
        RuntimeInformation.ProcessArchitecture);

    private static bool IsMusl => RuntimeInformation.RuntimeIdentifier is var id && (id.Contains("musl") || id.StartsWith("alpine"));

    /// <summary>The folder for an operating system and a processor.</summary>
    public static string NameOf(string system, Architecture processor) => $"{system}-{processor.ToString().ToLowerInvariant()}";

    /// <summary>The platforms that a folder of dependencies is for.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateDirectories(folder).Select(platform => Path.GetFileName(platform)).Order(StringComparer.Ordinal);

    /// <summary>Where a library of that name would be, whatever of prefix and suffix the name already has.</summary>
    public static string FileOf(string folder, string library)
    {
        var suffix = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return Path.Combine(folder, Name, library.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? library : library + suffix);
    }
}
