using AlexNet.Engine.Training;

namespace AlexNet.PowerShell.Training;

/// <summary>The learning rate's course by its name.</summary>
internal static class Schedules
{
    public static ILearningRateSchedule Create(TrainingSettings settings) => new Draft(settings);

    private sealed class Draft(TrainingSettings settings) : ILearningRateSchedule
    {
        public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory)
        {
            var epoch = (double)step / stepsPerEpoch;
            if (epoch < settings.WarmupEpochs) return (float)(settings.LearningRate * (step + 1) / (settings.WarmupEpochs * stepsPerEpoch));
            var share = (epoch - settings.WarmupEpochs) / (settings.Epochs - settings.WarmupEpochs);
            return (float)(settings.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * share)));
        }
    }
}
