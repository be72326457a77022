namespace AlexNet.Engine.UserFiles;

/// <summary>The folders in which the program keeps files of the user's: where each system wants them, or where an environment variable says.</summary>
public static class UserFolders
{
    /// <summary>The environment variable that names another <see cref="Cache"/>.</summary>
    public const string CacheVariable = "ALEXNET_CACHE";

    /// <summary>The environment variable that names another <see cref="Config"/>.</summary>
    public const string ConfigVariable = "ALEXNET_CONFIG";

    private const string Own = "alexnetshell";

    /// <summary>What the program can make or fetch again: measurements, installed models. It need not exist.</summary>
    public static string Cache => Named(CacheVariable) ?? (
        OperatingSystem.IsWindows() ? In(Environment.SpecialFolder.LocalApplicationData) :
        OperatingSystem.IsMacOS() ? In(Environment.SpecialFolder.UserProfile, "Library", "Caches") : Xdg("XDG_CACHE_HOME", ".cache"));

    /// <summary>What the user has chosen. It need not exist.</summary>
    public static string Config => Named(ConfigVariable) ?? (
        OperatingSystem.IsWindows() ? In(Environment.SpecialFolder.ApplicationData) :
        OperatingSystem.IsMacOS() ? In(Environment.SpecialFolder.UserProfile, "Library", "Application Support") : Xdg("XDG_CONFIG_HOME", ".config"));

    private static string? Named(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? Path.GetFullPath(named) : null;

    private static string In(Environment.SpecialFolder folder, params string[] below) => Path.Combine([Environment.GetFolderPath(folder), .. below, Own]);

    /// <summary>The XDG base directory specification: the variable's folder, of which a relative path is to be ignored, or one in the home folder.</summary>
    private static string Xdg(string variable, string inHome) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named && Path.IsPathRooted(named)
        ? Path.Combine(named, Own)
        : In(Environment.SpecialFolder.UserProfile, inHome);
}
