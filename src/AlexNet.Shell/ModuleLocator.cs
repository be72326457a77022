namespace AlexNet.Shell;

/// <summary>Finds the manifest of the AlexNet module that the shell imports.</summary>
internal static class ModuleLocator
{
    public const string Variable = "ALEXNET_MODULE";
    private const string Manifest = "AlexNet.psd1";

    /// <summary>
    /// The manifest named by ALEXNET_MODULE (a file, or the folder that holds it; it wins because someone asked for it);
    /// else AlexNet/AlexNet.psd1 beside the executable; else the nearest AlexNet.psd1 in a parent folder (a checkout). Null when there is none.
    /// </summary>
    public static string? Find(string baseDirectory, string? named)
    {
        if (!string.IsNullOrWhiteSpace(named))
            return Directory.Exists(named) ? Path.GetFullPath(Path.Combine(named, Manifest)) : Path.GetFullPath(named);
        string beside = Path.Combine(baseDirectory, "AlexNet", Manifest);
        if (File.Exists(beside))
            return beside;
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, Manifest);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
