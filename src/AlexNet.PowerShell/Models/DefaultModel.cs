using System.Management.Automation;
using AlexNet.Engine.UserFiles;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Models;

/// <summary>The model that answers when none is named: the user's choice, which is one line of a file in the configuration folder, or the one that ships.</summary>
internal static class DefaultModel
{
    private const int MostCharacters = 1 << 15;

    /// <summary>A name, or the full path of a model file; null when the user has chosen none.</summary>
    /// <exception cref="Failure">The choice cannot be read.</exception>
    public static string? Chosen
    {
        get
        {
            try
            {
                if (!File.Exists(FilePath)) return null;
                using var reader = new StreamReader(FilePath);
                var text = new char[MostCharacters];
                var line = new string(text, 0, reader.ReadBlock(text)).Split('\n')[0].Trim();
                return line.Length > 0 ? line : null;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new Failure(ErrorIds.DefaultModelUnusable, ErrorCategory.ReadError, FilePath,
                    $"The choice of a default model in '{FilePath}' cannot be read: {exception.Message}", "Delete the file, or make it readable.", exception);
            }
        }
    }

    /// <summary>Name or path of the model that answers.</summary>
    public static string Name => Chosen ?? Unchosen;

    /// <summary>Name of the model that answers where the user has chosen none.</summary>
    public static string Unchosen => ShippedModel.IsThere ? ShippedModel.Name : BuiltInModels.Default;

    /// <summary>What leads to the chosen model.</summary>
    public static ModelReference Reference(string chosen) => Path.IsPathRooted(chosen) ? new ModelReference(new FileInfo(chosen)) : new ModelReference(chosen);

    /// <summary>Keeps a choice.</summary>
    /// <exception cref="Failure">The file cannot be written.</exception>
    public static void Choose(string name) => Write(() =>
    {
        Directory.CreateDirectory(UserFolders.Config);
        var temporary = Path.Combine(UserFolders.Config, Path.GetRandomFileName());
        File.WriteAllText(temporary, name + "\n");
        File.Move(temporary, FilePath, overwrite: true);
    });

    /// <summary>Goes back to <see cref="Unchosen"/>.</summary>
    /// <exception cref="Failure">The file cannot be removed.</exception>
    public static void Reset() => Write(() =>
    {
        if (File.Exists(FilePath)) File.Delete(FilePath);
    });

    private static string FilePath => Path.Combine(UserFolders.Config, "default-model");

    private static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ErrorIds.DefaultModelNotWritten, ErrorCategory.WriteError, FilePath,
                $"The choice of a default model cannot be kept in '{FilePath}': {exception.Message}",
                $"Make the folder writable, or name another by the environment variable {UserFolders.ConfigVariable}.", exception);
        }
    }
}
