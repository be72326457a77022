using AlexNet.Engine.UserFiles;

namespace AlexNet.Models.Catalogue;

/// <summary>A folder of installed models, each a safetensors file with the catalogue's name.</summary>
/// <param name="folder">The folder, which need not exist.</param>
public sealed class ModelStore(string folder)
{
    private const string Extension = ".safetensors";

    /// <summary>The user's.</summary>
    public static ModelStore OfUser => new(Path.Combine(UserFolders.Cache, "models"));

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Names of the installed models, in alphabetical order.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)!).Where(IsShown).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Where downloads lie until they are whole.</summary>
    internal string Downloads => Path.Combine(Folder, "downloads");

    /// <summary>The file of an installed model, case of the name ignored; null when it is not installed.</summary>
    public string? Find(string name)
    {
        if (!IsName(name)) return null;
        var file = PathOf(name);
        return File.Exists(file) ? file : Names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } other ? PathOf(other) : null;
    }

    /// <summary>Where a model of that name is when it is installed.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name + Extension);

    /// <summary>Removes an installed model, and what is left of a download of it.</summary>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="IOException">Somebody else is installing it, or the system does not let go of it.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public bool Remove(string name)
    {
        if (!IsName(name)) return false;
        var part = Path.Combine(Downloads, name);
        string[] files = [.. new[] { Find(name), Downloading.PartFile.DataOf(part), Downloading.PartFile.OriginOf(part) }.OfType<string>().Where(File.Exists)];
        if (files.Length == 0) return false;
        Directory.CreateDirectory(Downloads);
        using var held = Installing.InstallLock.TryTake(part) ?? throw new IOException("another process is installing it");
        foreach (var file in files) File.Delete(file);
        return true;
    }

    /// <summary>Whether a name is a model's: files on their way have one that begins with a dot.</summary>
    private static bool IsShown(string name) => name.Length > 0 && name[0] != '.';

    /// <summary>Whether a text can be a model's name: what is no file's name is a path, and leads out of the folder.</summary>
    private static bool IsName(string text) => text.Length > 0 && text == Path.GetFileName(text);
}
