using AlexNet.Engine.Models;

namespace AlexNet.Imaging.Datasets;

/// <summary>
/// Reads labelled photos: a folder with a folder for each class, named as the class and searched to its depth; or a CSV file of two columns, a photo's
/// path (relative to the file) and its class. Classes are numbered in the ordinal order of their names. No photo is opened here.
/// </summary>
public static class DatasetReader
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase) { ".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif" };

    // A link to a folder is not followed: it may lead back to where we are.
    private static readonly EnumerationOptions Deep = new()
    {
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
    };

    /// <summary>Reads a folder of folders or a CSV file.</summary>
    /// <exception cref="DatasetException">It is neither, or holds no labelled photo.</exception>
    public static PhotoDataset Read(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        try
        {
            if (Directory.Exists(full)) return Folder(full, cancellation);
            if (File.Exists(full)) return Csv(full);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException and not DatasetException)
        {
            throw new DatasetException(full, $"it cannot be read ({error.Message.TrimEnd('.')})", "check that you may read it", error);
        }
        throw new DatasetException(full, "there is no such folder or file", "check the path");
    }

    private static PhotoDataset Folder(string folder, CancellationToken cancellation)
    {
        string[] classes = [.. Directory.EnumerateDirectories(folder).Where(child => Path.GetFileName(child)[0] != '.').OrderBy(Path.GetFileName, StringComparer.Ordinal)];
        if (classes.Length == 0) throw new DatasetException(folder, "there is no folder in it", "give a folder with a folder of photos for each class");
        var photos = new List<LabelledPhoto>();
        for (var i = 0; i < classes.Length; i++)
            foreach (var file in Directory.EnumerateFiles(classes[i], "*", Deep).Where(file => Extensions.Contains(Path.GetExtension(file))))
            {
                cancellation.ThrowIfCancellationRequested();
                photos.Add(new LabelledPhoto(file, NameOf(folder, file), i));
            }
        if (photos.Count == 0) throw new DatasetException(folder, "there are folders in it, but no photo in them", "give a folder with a folder of photos for each class");
        return new PhotoDataset(folder, new LabelSet(classes.Select(child => Path.GetFileName(child))), photos);
    }

    private static PhotoDataset Csv(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var rows = CsvRows.Read(file);
        if (rows.Count > 0 && string.Equals(rows[0].Photo, "path", StringComparison.OrdinalIgnoreCase)) rows.RemoveAt(0);
        if (rows.Count == 0) throw new DatasetException(file, "there is no row in it", "write a photo's path and its class in each line, with a comma between them");
        string[] classes = [.. rows.Select(row => row.Class).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var indexes = classes.Select((name, index) => (name, index)).ToDictionary(item => item.name, item => item.index);
        return new PhotoDataset(file, new LabelSet(classes), rows.Select(row =>
        {
            var photo = Path.GetFullPath(row.Photo, folder);
            return new LabelledPhoto(photo, NameOf(folder, photo), indexes[row.Class]);
        }));
    }

    /// <summary>A photo's name in its dataset.</summary>
    internal static string NameOf(string folder, string file) => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
}
