using System.Management.Automation;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Files;

/// <summary>Writes texts wholly or not at all: to a temporary file beside the target, which then takes its place.</summary>
internal static class TextFile
{
    /// <summary>Writes the file, in UTF-8, over one that is there already.</summary>
    /// <param name="file">File-system path.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="errorId">What a failure is called.</param>
    /// <exception cref="Failure">It cannot be written.</exception>
    public static void Write(string file, string text, string errorId)
    {
        var temporary = $"{file}.{Path.GetRandomFileName()}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, file, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary)) File.Delete(temporary);
            throw new Failure(errorId, ErrorCategory.WriteError, file, $"'{file}' could not be written: {exception.Message.Replace(temporary, file, StringComparison.Ordinal)}", "Check the folder, your right to write there and the free space.", exception);
        }
    }
}
