namespace AlexNet.Engine.Training;

/// <summary>The rate falls by the same factor in every epoch, a little each step. Beyond the paper: nothing jumps, and one number says how fast.</summary>
/// <param name="LearningRate">The first rate.</param>
/// <param name="FactorPerEpoch">What an epoch multiplies it by.</param>
public sealed record ExponentialSchedule(float LearningRate, float FactorPerEpoch) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory) =>
        (float)(LearningRate * Math.Pow(FactorPerEpoch, (double)step / stepsPerEpoch));
}
