using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Models.Training;

namespace AlexNet.PowerShell.Training;

/// <summary>The door between the cmdlet and what reads a model's history, which is in the module's own load context.</summary>
internal static class Histories
{
    /// <summary>The runs of training that made a model or checkpoint, in order.</summary>
    /// <exception cref="Errors.Failure">What the model says of them is damaged.</exception>
    public static IReadOnlyList<TrainingRun> Of(Model model) => TrainingErrors.Translate(model.Path ?? model.Name, () => TrainingHistory.Of(model));
}
