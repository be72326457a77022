namespace AlexNet.Engine.Training;

/// <summary>The rate is multiplied by a factor every so many epochs, as Caffe's AlexNet divides it by ten: the paper's rule without somebody who watches.</summary>
/// <param name="LearningRate">The first rate.</param>
/// <param name="Epochs">Epochs between two changes; a fraction counts in steps.</param>
/// <param name="Factor">What the rate is multiplied by.</param>
public sealed record StepSchedule(float LearningRate, double Epochs, double Factor = 0.1) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory) =>
        (float)(LearningRate * Math.Pow(Factor, Math.Floor(step / (Epochs * stepsPerEpoch))));
}
