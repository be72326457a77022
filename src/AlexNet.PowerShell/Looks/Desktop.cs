using System.ComponentModel;
using System.Diagnostics;

namespace AlexNet.PowerShell.Looks;

/// <summary>Opens files in the program that the desktop has for them, where there is a desktop.</summary>
internal static class Desktop
{
    /// <summary>Whether there is one: always on Windows and macOS, elsewhere where a display server is named.</summary>
    public static bool Exists => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };

    /// <summary>Opens a file; false where there is no desktop, or nothing on it that would.</summary>
    public static bool Open(string file)
    {
        if (!Exists) return false;
        try
        {
            using var _ = Process.Start(new ProcessStartInfo(file) { UseShellExecute = true });
            return true;
        }
        catch (Exception exception) when (exception is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>A name for a file that is only looked at.</summary>
    public static string TemporaryFile(string extension) => Path.Combine(Path.GetTempPath(), $"alexnet-{Path.GetRandomFileName()}{extension}");
}
