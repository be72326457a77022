using System.Buffers;

namespace AlexNet.PowerShell.Photos;

/// <summary>
/// Paths that mean the same to PowerShell as to the system. Where there are no drive letters, PowerShell reads the table of all mounts for every path that it resolves: of a small photo's
/// time a twentieth.
/// </summary>
internal static class PlainPath
{
    // Wildcards and their escape, what parts a drive or a provider from a path, and what PowerShell takes for a slash.
    private static readonly SearchValues<char> Special = SearchValues.Create("*?[]`:\\");

    /// <summary>Whether a path is that of a file, from the root of the file system, with nothing in it that PowerShell would read otherwise.</summary>
    public static bool IsFile(string path) =>
        !OperatingSystem.IsWindows() && path.StartsWith('/') && !path.AsSpan().ContainsAny(Special) && Path.GetFullPath(path) == path && File.Exists(path);
}
