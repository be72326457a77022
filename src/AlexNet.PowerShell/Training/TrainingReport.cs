using AlexNet.PowerShell.Errors;

namespace AlexNet.PowerShell.Training;

/// <summary>How far a run is, for the progress bar.</summary>
/// <param name="Status">In words.</param>
/// <param name="Share">Of all the work, 0 to 1.</param>
/// <param name="Remaining">Time left; null when not known.</param>
internal sealed record TrainingStatus(string Status, double Share, TimeSpan? Remaining);

/// <summary>What the thread that trains has to say to the cmdlet's, which alone may write.</summary>
internal interface ITrainingReports
{
    /// <summary>Shown as long as nothing newer is.</summary>
    TrainingStatus Status { set; }

    /// <summary>A result for the pipeline.</summary>
    void Write(object result);

    /// <summary>A photo that is left out, and the like.</summary>
    void Fail(Failure failure);

    /// <summary>Something that the user should know.</summary>
    void Warn(string text);

    /// <summary>Something for those who want to know more.</summary>
    void Tell(string text);
}
