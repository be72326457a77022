using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>From what -Path and -LiteralPath were given to files.</summary>
internal sealed class PhotoPaths(PathIntrinsics paths, bool recurse, Action<Failure> onError, CancellationToken cancellation)
{
    /// <summary>Files of a path that may have wildcards; of a pattern that matches nothing, none.</summary>
    /// <remarks>A folder that is named is looked into; one that merely matches a pattern only with -Recurse, as it is not what was asked for.</remarks>
    /// <exception cref="Failure">A path without wildcards does not exist, or is not in the file system.</exception>
    public IEnumerable<PhotoFile> Matching(string path)
    {
        var isPattern = WildcardPattern.ContainsWildcardCharacters(path);
        IReadOnlyList<string> found;
        try
        {
            found = paths.GetResolvedProviderPathFromPSPath(path, out var provider);
            RequireFileSystem(provider, path);
        }
        catch (ItemNotFoundException) when (isPattern)
        {
            return [];
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw NotFound(path, exception);
        }
        return found.SelectMany(file => isPattern && !recurse && Directory.Exists(file) ? [] : Files(file));
    }

    /// <summary>Files of a path in which every character stands for itself.</summary>
    /// <exception cref="Failure">It does not exist, or is not in the file system.</exception>
    public IEnumerable<PhotoFile> Literal(string path)
    {
        string file;
        try
        {
            file = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            RequireFileSystem(provider, path);
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw NotFound(path, exception);
        }
        if (!File.Exists(file) && !Directory.Exists(file)) throw NotFound(path, null);
        return Files(file);
    }

    private IEnumerable<PhotoFile> Files(string path) =>
        Directory.Exists(path) ? PhotoFolder.Photos(path, recurse, onError, cancellation) : [new PhotoFile(path)];

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
            throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, path, $"'{path}' is in the provider {provider.Name}, but photos are files.", "Give the path of a file, or the photo's bytes as -InputObject.");
    }

    private static Failure NotFound(string path, Exception? inner) =>
        new(ErrorIds.PhotoNotFound, ErrorCategory.ObjectNotFound, path, $"Cannot find the photo '{path}': no such file or folder.", "Check the path; for a name with [brackets] use -LiteralPath.", inner);
}
