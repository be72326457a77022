namespace AlexNet.Engine.Training;

/// <summary>
/// Another schedule behind a rise: over the first epochs its rate is multiplied by the share of their steps that this step ends, so that the last of them has the
/// whole rate. Beyond the paper (Goyal et al. 2017): early large gradients do not spoil the first weights.
/// </summary>
/// <param name="Then">The schedule.</param>
/// <param name="Epochs">Epochs of the rise; a fraction counts in steps.</param>
public sealed record WarmUpSchedule(ILearningRateSchedule Then, double Epochs) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory)
    {
        var rise = Epochs * stepsPerEpoch;
        // Where the rise lies the schedule is asked for its rate after it: a cosine begins there, and what counts epochs is at its first.
        if (step >= rise) return Then.Rate(step, stepsPerEpoch, validationHistory);
        return (float)(Then.Rate((long)Math.Ceiling(rise), stepsPerEpoch, []) * (step + 1) / rise);
    }
}
