namespace AlexNet.Engine.Training;

/// <summary>
/// Takes gradients as they are made, a run of elements at a time, each element once a step, from any thread. A layer hands a weight's gradient over once
/// nothing in the step reads the weight any more.
/// </summary>
internal abstract unsafe class Optimizer
{
    /// <summary>Called before a step's first gradient.</summary>
    /// <param name="step">Number of the step, from 0.</param>
    /// <param name="learningRate">The rate.</param>
    public virtual void Begin(long step, float learningRate) { }

    /// <summary>Uses the gradients of some neighbouring elements of a parameter.</summary>
    public abstract void Apply(TrainingParameter parameter, long first, float* gradient, int count);

    /// <summary>The rule that the options ask for.</summary>
    public static Optimizer Create(TrainingOptions options) => options.Optimizer switch
    {
        OptimizerKind.Momentum => new MomentumOptimizer(options),
        OptimizerKind.AdamW => new AdamWOptimizer(options),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Optimizer, "no optimizer"),
    };
}
