namespace AlexNet.Engine.Training;

/// <summary>The learning rate as a function of what is known before a step; it keeps no state, so that a run may stop and go on anywhere.</summary>
public interface ILearningRateSchedule
{
    /// <summary>The rate of a step.</summary>
    /// <param name="step">Steps done before it, from 0.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <param name="validationHistory">Validation error of each epoch done so far, in order: smaller is better.</param>
    float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory);
}
