using AlexNet.Engine.Kernels.Optimizers;

namespace AlexNet.Engine.Training;

/// <summary>AdamW.</summary>
internal sealed unsafe class AdamWOptimizer(TrainingOptions options) : Optimizer
{
    private WeightAverage _average = new(options.WeightAverage);
    private float _rate;
    private double _correction1;
    private double _correction2;

    /// <inheritdoc/>
    public override void Begin(long step, float learningRate)
    {
        _rate = learningRate;
        _correction1 = 1 - Math.Pow(options.Momentum, step + 1);
        _correction2 = 1 - Math.Pow(options.SecondMoment, step + 1);
        _average.Begin(step);
    }

    /// <inheritdoc/>
    public override void Apply(TrainingParameter parameter, long first, float* gradient, int count)
    {
        var rate = _rate * parameter.RateMultiplier;
        var factors = new AdamWKernel.Factors(
            options.Momentum, options.SecondMoment, (float)(rate / _correction1), (float)(1 / Math.Sqrt(_correction2)), options.Epsilon, parameter.Decay * rate);
        AdamWKernel.Run(parameter.Weights.Pointer + first, parameter.First.Pointer + first, parameter.Second!.Pointer + first, gradient, count, factors);
        _average.Apply(parameter, first, count);
    }
}
