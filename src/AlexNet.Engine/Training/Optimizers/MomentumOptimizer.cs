using AlexNet.Engine.Kernels.Optimizers;

namespace AlexNet.Engine.Training;

/// <summary>The paper's rule (section 5).</summary>
internal sealed unsafe class MomentumOptimizer(TrainingOptions options) : Optimizer
{
    private WeightAverage _average = new(options.WeightAverage);
    private float _rate;

    /// <inheritdoc/>
    public override void Begin(long step, float learningRate)
    {
        _rate = learningRate;
        _average.Begin(step);
    }

    /// <inheritdoc/>
    public override void Apply(TrainingParameter parameter, long first, float* gradient, int count)
    {
        var rate = _rate * parameter.RateMultiplier;
        MomentumKernel.Run(parameter.Weights.Pointer + first, parameter.First.Pointer + first, gradient, count, options.Momentum, parameter.Decay * rate, rate);
        _average.Apply(parameter, first, count);
    }
}
