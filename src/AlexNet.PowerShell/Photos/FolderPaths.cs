using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>From what a parameter was given to folders.</summary>
internal static class FolderPaths
{
    /// <summary>Full paths of the folders that paths stand for. A folder of the very name goes before those that match it as a pattern.</summary>
    /// <param name="paths">The shell's paths.</param>
    /// <param name="given">What was given.</param>
    /// <param name="isLiteral">Whether no character is a wildcard.</param>
    /// <exception cref="Failure">One stands for no folder.</exception>
    public static IReadOnlyList<string> Find(PathIntrinsics paths, IEnumerable<string> given, bool isLiteral = false) =>
        [.. given.SelectMany(path => Find(paths, path, isLiteral)).Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))).Distinct()];

    private static IEnumerable<string> Find(PathIntrinsics paths, string path, bool isLiteral)
    {
        try
        {
            var literal = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            if (provider.Name != "FileSystem") throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, path, $"'{path}' is in the provider {provider.Name}, but photos are files.", "Give the path of a folder.");
            if (Directory.Exists(literal)) return [literal];
            var found = isLiteral ? [] : paths.GetResolvedProviderPathFromPSPath(path, out _).Where(Directory.Exists).ToList();
            return found.Count > 0 ? found : throw NotFound(path, null);
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw NotFound(path, exception);
        }
    }

    private static Failure NotFound(string path, Exception? inner) =>
        new(ErrorIds.FolderNotFound, ErrorCategory.ObjectNotFound, path, $"There is no folder '{path}'.", "Check the path, and that it is a folder rather than a file.", inner);
}
