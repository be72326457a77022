namespace AlexNet.Engine.Inference.Planning;

/// <summary>Where the choices measured on this machine are kept: one file for each kind of processor, so that machines may share a home folder.</summary>
public static class TunedFile
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string FolderVariable = "ALEXNET_CACHE";

    /// <summary>The folder: of <see cref="FolderVariable"/>, or where the system keeps what programs can make again.</summary>
    public static string Folder => System.IO.Path.GetFullPath(
        Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : System.IO.Path.Combine(SystemFolder, "alexnetshell"));

    /// <summary>The file of this machine, which need not exist.</summary>
    public static string Path => System.IO.Path.Combine(Folder, $"convolutions-{Processor.Name}.json");

    private static string SystemFolder
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsWindows()) return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            if (OperatingSystem.IsMacOS()) return System.IO.Path.Combine(home, "Library", "Caches");
            // The XDG base directory specification says to ignore a relative path.
            return Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache && System.IO.Path.IsPathRooted(cache) ? cache : System.IO.Path.Combine(home, ".cache");
        }
    }

    /// <summary>The choices measured on this machine; null when there are none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; says what to do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TunedChoices? Load() => File.Exists(Path) ? TunedChoices.Load(Path) : null;
}
