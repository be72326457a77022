using System.Management.Automation;
using AlexNet.Engine.Inference.Planning;
using AlexNet.PowerShell.Commands;
using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Planning;

/// <summary>What was measured on this machine by Measure-AlexNetPerformance -Tune.</summary>
internal static class TunedPlan
{
    /// <summary>The measurements; null when there are none. A file that is damaged or out of reach is a warning, for everything works without it.</summary>
    public static TunedChoices? Load(Cmdlet cmdlet)
    {
        try
        {
            return TunedFile.Load();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            SessionWarnings.WriteOnce(cmdlet, TunedFile.Path,
                $"The algorithms measured on this machine are not used: {exception.Message}. (Measure-AlexNetPerformance -Tune writes the file anew. This is said once a session.)");
            return null;
        }
    }

    /// <summary>Keeps new measurements over what is there.</summary>
    /// <exception cref="Failure">The file cannot be written.</exception>
    public static void Keep(IReadOnlyList<TunedChoice> choices, TunedChoices? kept)
    {
        try
        {
            (kept ?? new TunedChoices([])).With(choices).Save(TunedFile.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ErrorIds.TunedChoicesNotWritten, ErrorCategory.WriteError, TunedFile.Path, $"The measurements cannot be kept in '{TunedFile.Path}': {exception.Message}",
                $"Make the folder writable, or name another by the environment variable {TunedFile.FolderVariable}.", exception);
        }
    }
}
