using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>From what -Path and -LiteralPath were given to files.</summary>
internal sealed class PhotoPaths(PathIntrinsics paths, bool recurse, Action<Failure> onError, CancellationToken cancellation)
{
    /// <summary>Files of a path that may have wildcards; of a pattern that matches nothing, none.</summary>
    /// <remarks>
    /// A folder that is named is looked into; one that merely matches a pattern only with -Recurse, as it is not what was asked for. With -Recurse, a pattern of
    /// names also finds photos in the subfolders of where it looks, as with Get-ChildItem.
    /// </remarks>
    /// <exception cref="Failure">A path without wildcards does not exist, or is not in the file system.</exception>
    public IEnumerable<PhotoFile> Matching(string path)
    {
        if (PlainPath.IsFile(path)) return [new PhotoFile(path)];
        var isPattern = WildcardPattern.ContainsWildcardCharacters(path);
        IReadOnlyList<string> found;
        try
        {
            found = paths.GetResolvedProviderPathFromPSPath(path, out var provider);
            RequireFileSystem(provider, path);
        }
        catch (ItemNotFoundException) when (isPattern)
        {
            return recurse ? Below(path) : [];
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            throw NotFound(path, exception);
        }
        var here = found.SelectMany(file => isPattern && !recurse && Directory.Exists(file) ? [] : Files(file));
        return isPattern && recurse ? here.Concat(Below(path)) : here;
    }

    /// <summary>Files of a path in which every character stands for itself.</summary>
    /// <param name="path">The path.</param>
    /// <param name="entersFolders">
    /// Whether a folder's photos are meant by its path. They are not when Get-ChildItem sends it among other items: what is in it comes by itself, or is not wanted.
    /// </param>
    /// <exception cref="Failure">It does not exist, or is not in the file system.</exception>
    public IEnumerable<PhotoFile> Literal(string path, bool entersFolders = true)
    {
        if (PlainPath.IsFile(path)) return [new PhotoFile(path)];
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
        if (!entersFolders && Directory.Exists(file)) return [];
        return Files(file);
    }

    private IEnumerable<PhotoFile> Files(string path) =>
        Directory.Exists(path) ? PhotoFolder.Photos(path, recurse, onError, cancellation) : [new PhotoFile(path)];

    /// <summary>The photos in subfolders whose names match the pattern's last part. Folders that match it themselves are not entered: all in them is found already.</summary>
    private IEnumerable<PhotoFile> Below(string path)
    {
        var leaf = paths.ParseChildName(path);
        if (!WildcardPattern.ContainsWildcardCharacters(leaf)) return [];
        var names = WildcardPattern.Get(leaf, WildcardOptions.IgnoreCase);
        var parent = paths.ParseParent(path, null);
        try
        {
            return paths.GetResolvedProviderPathFromPSPath(parent.Length == 0 ? "." : parent, out _)
                .Where(Directory.Exists).SelectMany(folder => PhotoFolder.PhotosBelow(folder, names, onError, cancellation));
        }
        catch (Exception exception) when (PathErrors.IsNotFound(exception))
        {
            return [];
        }
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
            throw new Failure(ErrorIds.NotAFileSystemPath, ErrorCategory.InvalidArgument, path, $"'{path}' is in the provider {provider.Name}, but photos are files.", "Give the path of a file, or the photo's bytes as -InputObject.");
    }

    private static Failure NotFound(string path, Exception? inner) =>
        new(ErrorIds.PhotoNotFound, ErrorCategory.ObjectNotFound, path, $"Cannot find the photo '{path}': no such file or folder.", "Check the path; for a name with [brackets] use -LiteralPath.", inner);
}
