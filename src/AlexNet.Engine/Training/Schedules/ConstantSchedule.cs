namespace AlexNet.Engine.Training;

/// <summary>The same rate throughout.</summary>
/// <param name="LearningRate">The rate.</param>
public sealed record ConstantSchedule(float LearningRate) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory) => LearningRate;
}
