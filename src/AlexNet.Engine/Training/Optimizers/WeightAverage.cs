using AlexNet.Engine.Kernels.Optimizers;

namespace AlexNet.Engine.Training;

/// <summary>Keeps the exponential averages of the weights.</summary>
internal struct WeightAverage(float decay)
{
    private float _share;

    /// <summary>Early on the share of new weights is larger than the decay says, 9 / (10 + step), so that the average soon forgets the random start.</summary>
    public void Begin(long step) => _share = Math.Max(1 - decay, 9f / (10 + step));

    /// <summary>Takes some new weights into their average.</summary>
    public readonly unsafe void Apply(TrainingParameter parameter, long first, int count)
    {
        if (parameter.Average is { } average) AverageKernel.Run(average.Pointer + first, parameter.Weights.Pointer + first, count, _share);
    }
}
