using System.Management.Automation;
using AlexNet.Imaging;
using AlexNet.Imaging.Datasets;
using AlexNet.Models;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Models;
using AlexNet.PowerShell.Photos;

namespace AlexNet.PowerShell.Training;

/// <summary>What goes wrong with datasets and trained models, in PowerShell's terms.</summary>
internal static class TrainingErrors
{
    /// <summary>The loss, or a weight, is no number any more.</summary>
    public static Failure Diverged(TrainingSettings settings, ArithmeticException exception) => new(ErrorIds.TrainingDiverged, ErrorCategory.InvalidResult, settings.Checkpoint ?? settings.Path,
        $"Training has failed: {exception.Message}.{(File.Exists(settings.Checkpoint) ? $" The last good checkpoint is '{settings.Checkpoint}'." : "")}",
        $"{(settings.Checkpoint is null ? "Begin again" : "Resume from the checkpoint, or begin again,")} with a smaller -LearningRate.", exception);

    /// <summary>Does the work; an exception of the libraries becomes a failure.</summary>
    /// <param name="target">What the work is about.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="Failure">It went wrong.</exception>
    public static T Translate<T>(string target, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DatasetException exception)
        {
            throw new Failure(ErrorIds.DatasetInvalid, ErrorCategory.InvalidData, exception.Dataset, $"'{exception.Dataset}': {exception.Problem}.", $"{char.ToUpperInvariant(exception.Advice[0])}{exception.Advice[1..]}.", exception);
        }
        catch (ImageException exception)
        {
            throw PhotoErrors.Of(exception.ImageName, exception);
        }
        catch (ModelFileException exception)
        {
            throw new Failure(ErrorIds.ModelFileInvalid, ErrorCategory.InvalidData, exception.File, ModelFileErrors.Message(exception), ModelFileErrors.Advice(exception), exception);
        }
        catch (ArgumentException exception)
        {
            throw new Failure(ErrorIds.TrainingOptionInvalid, ErrorCategory.InvalidArgument, target, exception.Message, "Change the option that the message names.", exception);
        }
    }
}
