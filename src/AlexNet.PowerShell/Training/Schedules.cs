using AlexNet.Engine.Training;

namespace AlexNet.PowerShell.Training;

/// <summary>The learning rate's course by its name.</summary>
internal static class Schedules
{
    // An exponential course ends here: as low as a rate that was divided by ten twice.
    private const double ExponentialEnd = 0.01;

    public static ILearningRateSchedule Create(TrainingSettings settings)
    {
        var rate = settings.LearningRate;
        ILearningRateSchedule schedule = settings.Schedule switch
        {
            TrainingSchedule.Constant => new ConstantSchedule(rate),
            TrainingSchedule.Step => new StepSchedule(rate, StepEpochs(settings), Factor(settings)!.Value),
            TrainingSchedule.Exponential => new ExponentialSchedule(rate, (float)Factor(settings)!.Value),
            TrainingSchedule.Plateau => new PlateauSchedule(rate, settings.Patience, Factor(settings)!.Value),
            _ => new CosineSchedule(rate, settings.Epochs, settings.WarmupEpochs),
        };
        return settings.WarmupEpochs > 0 ? new WarmUpSchedule(schedule, settings.WarmupEpochs) : schedule;
    }

    /// <summary>What the rate is multiplied by; null where the course has no factor.</summary>
    public static double? Factor(TrainingSettings settings) => settings.Schedule switch
    {
        TrainingSchedule.Step or TrainingSchedule.Plateau => settings.RateFactor ?? 0.1,
        TrainingSchedule.Exponential => settings.RateFactor ?? Math.Pow(ExponentialEnd, 1.0 / settings.Epochs),
        _ => null,
    };

    /// <summary>Epochs from one step to the next.</summary>
    public static double StepEpochs(TrainingSettings settings) => settings.StepEpochs ?? settings.Epochs / 3.0;
}
