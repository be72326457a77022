using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Photos;

/// <summary>The photos in a folder, by their names' endings, in the order of their names.</summary>
internal static class PhotoFolder
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif" };

    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, IgnoreInaccessible = false };

    // A link to a folder is not followed: it may lead back to where we are.
    private static readonly EnumerationOptions VisibleFolders = new() { AttributesToSkip = Visible.AttributesToSkip | FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    /// <summary>The photos, those of the folder before those of its subfolders.</summary>
    /// <param name="folder">File-system path.</param>
    /// <param name="recurse">Whether subfolders count.</param>
    /// <param name="onError">Told of a folder that cannot be read; the others go on.</param>
    /// <param name="cancellation">Checked at every file.</param>
    public static IEnumerable<PhotoFile> Photos(string folder, bool recurse, Action<Failure> onError, CancellationToken cancellation) =>
        Walk(new Stack<string>([folder]), _ => true, _ => recurse, onError, cancellation);

    /// <summary>The photos of matching names in the subfolders of a folder, leaving out its own and those of subfolders that match themselves.</summary>
    public static IEnumerable<PhotoFile> PhotosBelow(string folder, WildcardPattern names, Action<Failure> onError, CancellationToken cancellation) =>
        Walk(new Stack<string>([folder]), file => Path.GetDirectoryName(file) != folder && names.IsMatch(Path.GetFileName(file)),
            child => Path.GetDirectoryName(child) != folder || !names.IsMatch(Path.GetFileName(child)), onError, cancellation);

    private static IEnumerable<PhotoFile> Walk(
        Stack<string> pending, Func<string, bool> isWanted, Func<string, bool> isEntered, Action<Failure> onError, CancellationToken cancellation)
    {
        while (pending.TryPop(out var current))
        {
            string[] files;
            try
            {
                files = Sorted(Directory.EnumerateFiles(current, "*", Visible).Where(file => Extensions.Contains(Path.GetExtension(file)) && isWanted(file)), cancellation);
                foreach (var child in Sorted(Directory.EnumerateDirectories(current, "*", VisibleFolders).Where(isEntered), cancellation).Reverse()) pending.Push(child);
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                onError(new Failure(ErrorIds.FolderUnreadable, ErrorCategory.ReadError, current, $"The folder '{current}' cannot be read: {exception.Message}", "Check that it still exists and that you may read it.", exception));
                continue;
            }
            foreach (var file in files) yield return new PhotoFile(file);
        }
    }

    private static string[] Sorted(IEnumerable<string> paths, CancellationToken cancellation)
    {
        var sorted = paths.Select(path =>
        {
            cancellation.ThrowIfCancellationRequested();
            return path;
        }).ToArray();
        Array.Sort(sorted, StringComparer.OrdinalIgnoreCase);
        return sorted;
    }
}
