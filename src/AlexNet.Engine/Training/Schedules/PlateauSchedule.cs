namespace AlexNet.Engine.Training;

/// <summary>
/// The paper's rule (section 5): divide the rate by ten "when the validation error rate stopped improving with the current learning rate".
/// What the eyes of its authors did is made a rule here: an epoch improves if its error is below the best so far by the threshold.
/// </summary>
/// <param name="LearningRate">The first rate: 0.01 in the paper.</param>
/// <param name="Patience">Epochs without improvement that are waited for.</param>
/// <param name="Factor">What the rate is multiplied by then.</param>
/// <param name="Threshold">By which share of the best error an epoch must be better to count.</param>
/// <param name="Reductions">How often it is multiplied at most: three times in the paper.</param>
public sealed record PlateauSchedule(float LearningRate, int Patience = 3, double Factor = 0.1, double Threshold = 1e-3, int Reductions = 3) : ILearningRateSchedule
{
    /// <inheritdoc/>
    public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory)
    {
        var (best, waited, reductions) = (double.PositiveInfinity, 0, 0);
        for (var epoch = 0; epoch < validationHistory.Count && reductions < Reductions; epoch++)
        {
            if (validationHistory[epoch] < best * (1 - Threshold)) (best, waited) = (validationHistory[epoch], 0);
            else if (++waited >= Patience) (waited, reductions) = (0, reductions + 1);
        }
        return (float)(LearningRate * Math.Pow(Factor, reductions));
    }
}
