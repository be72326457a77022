namespace AlexNet.Engine.Training;

/// <summary>
/// The rate rises in a line to its largest, then falls along half a cosine (Loshchilov and Hutter 2017). Beyond the paper: it ends where it is told to, so a
/// run of known length wastes no epoch on waiting for a plateau, and the rise keeps early large gradients from spoiling a network that was trained before.
/// </summary>
/// <param name="LearningRate">The largest rate.</param>
/// <param name="Epochs">Epochs in all.</param>
/// <param name="WarmUpEpochs">Epochs of the rise.</param>
/// <param name="FinalRate">The rate at the end and after it.</param>
public sealed record CosineSchedule(float LearningRate, double Epochs, double WarmUpEpochs = 0, float FinalRate = 0) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory)
    {
        double rise = WarmUpEpochs * stepsPerEpoch, all = Epochs * stepsPerEpoch;
        // The first step has a rate above zero already, and the first after the rise the largest.
        if (step < rise) return (float)(LearningRate * (step + 1) / (rise + 1));
        var part = all > rise ? Math.Clamp((step - rise) / (all - rise), 0, 1) : 1;
        return (float)(FinalRate + (LearningRate - FinalRate) * (1 + Math.Cos(Math.PI * part)) / 2);
    }
}
