namespace AlexNet.Engine.Training;

/// <summary>The loss of a step is not a number or infinite. The weights are as they were before the step.</summary>
/// <param name="step">The step.</param>
/// <param name="learningRate">Its rate.</param>
/// <param name="loss">The loss.</param>
/// <param name="cause">What is not finite: the images, or the network's answers.</param>
public sealed class LossNotFiniteException(long step, float learningRate, double loss, string cause)
    : ArithmeticException(FormattableString.Invariant(
        $"the loss of step {step} is {loss} at a learning rate of {learningRate}: {cause}; go back to an earlier checkpoint and take a smaller rate"))
{
    /// <summary>The step, from 0.</summary>
    public long Step { get; } = step;

    /// <summary>The rate it was to be made with.</summary>
    public float LearningRate { get; } = learningRate;

    /// <summary>The loss found.</summary>
    public double Loss { get; } = loss;
}
