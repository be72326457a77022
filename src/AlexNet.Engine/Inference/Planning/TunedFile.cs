using AlexNet.Engine.UserFiles;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>Where the choices measured on this machine are kept: one file for each kind of processor, so that machines may share a home folder.</summary>
public static class TunedFile
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string FolderVariable = UserFolders.CacheVariable;

    /// <summary>The folder: of <see cref="FolderVariable"/>, or where the system keeps what programs can make again.</summary>
    public static string Folder => UserFolders.Cache;

    /// <summary>The file of this machine, which need not exist.</summary>
    public static string Path => System.IO.Path.Combine(Folder, $"convolutions-{Processor.Name}.json");

    /// <summary>The choices measured on this machine; null when there are none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged; says what to do.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static TunedChoices? Load() => File.Exists(Path) ? TunedChoices.Load(Path) : null;
}
