using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Files;

/// <summary>Says at the beginning of long work what would stop it at its end.</summary>
internal static class NewFile
{
    /// <summary>Refuses a name that a file has already.</summary>
    /// <exception cref="Failure">It has.</exception>
    public static void RequireFree(string? file, string errorId)
    {
        if (File.Exists(file)) throw new Failure(errorId, ErrorCategory.ResourceExists, file, $"There is a file '{file}' already.", "Choose another name, or replace it with -Force.");
    }

    /// <summary>Refuses a name in a folder that is not there, and that of a folder.</summary>
    /// <exception cref="Failure">It is such a name.</exception>
    public static void RequireFolder(string? file, string errorId)
    {
        if (file is null) return;
        if (Directory.Exists(file)) throw new Failure(errorId, ErrorCategory.WriteError, file, $"'{file}' is a folder.", "Give the name of a file.");
        if (!Directory.Exists(Path.GetDirectoryName(file))) throw new Failure(errorId, ErrorCategory.WriteError, file, $"There is no folder for '{file}'.", "Make the folder first.");
    }
}
