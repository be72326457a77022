using AlexNet.Engine.Architectures;

namespace AlexNet.Engine.Training;

/// <summary>How a network is trained. The defaults are the paper's (section 5), but for the learning rate, which each step is given.</summary>
public sealed record TrainingOptions
{
    /// <summary>The largest batch.</summary>
    public const int MaxBatch = 4096;

    /// <summary>Examples that a step takes at most: 128 in the paper.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Threads of all devices together, for one device the caller's included; 0 for one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Devices that the two towers are trained on, 1 or 2; each holds its share of the weights. Results do not depend on it.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>Decides which values dropout drops.</summary>
    public ulong Seed { get; init; }

    /// <summary>The rule that turns gradients into new weights.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Momentum;

    /// <summary>Share of the last change that is made again. For AdamW, the decay of the first moment.</summary>
    public float Momentum { get; init; } = 0.9f;

    /// <summary>AdamW's decay of the second moment.</summary>
    public float SecondMoment { get; init; } = 0.999f;

    /// <summary>What AdamW adds to the root of the second moment.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>
    /// Share of a weight that is taken off it in each step, times the rate. "Not merely a regularizer: it reduces the model's training error."
    /// </summary>
    public float WeightDecay { get; init; } = 0.0005f;

    /// <summary>Factor on the rate for biases; 1 in the paper's text, 2 in the 2012 source and in Caffe's AlexNet.</summary>
    public float BiasRateMultiplier { get; init; } = 1;

    /// <summary>Factor on the weight decay for biases; 1 in the paper's text, 0 in the 2012 source and in Caffe's AlexNet.</summary>
    public float BiasDecayMultiplier { get; init; } = 1;

    /// <summary>
    /// Factors on the rate by layer or parameter (<c>fc8</c>, <c>conv1.weight</c>), the parameter's before its layer's; 0 freezes it. Fine-tuning a
    /// trained network wants small ones before the new last layer.
    /// </summary>
    public IReadOnlyDictionary<string, float> RateMultipliers { get; init; } = new Dictionary<string, float>();

    /// <summary>
    /// The first layer that is trained; null for the whole network. The layers before it stay as they are and are not computed: what steps are given instead of
    /// images is what this layer reads, the outputs of <see cref="Inference.InferencePlan.UpTo"/> the layer before it.
    /// </summary>
    public string? FirstLayer { get; init; }

    /// <summary>Rate of every dropout layer that is trained; null for the network's own, 0 to switch it off.</summary>
    public float? Dropout { get; init; }

    /// <summary>
    /// Share of each target that is spread evenly over all classes (Szegedy 2016). Beyond the paper: it keeps logits from growing where data are few.
    /// </summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// Decay of an exponential average of the weights, as 0.999; 0 for none (Polyak 1992). Beyond the paper: what the average answers varies less
    /// than what the last step left.
    /// </summary>
    public float WeightAverage { get; init; }

    /// <summary>Refuses values that mean nothing.</summary>
    internal void Validate(Architecture architecture)
    {
        Require(BatchSize is >= 1 and <= MaxBatch, nameof(BatchSize), BatchSize, $"1 to {MaxBatch}");
        Require(Threads is >= 0 and <= 1024, nameof(Threads), Threads, "0 to 1024");
        Require(Devices is 1 or 2, nameof(Devices), Devices, "1 or 2");
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "0 or above, below 1");
        Require(SecondMoment is >= 0 and < 1, nameof(SecondMoment), SecondMoment, "0 or above, below 1");
        Require(Epsilon is > 0 and < 1, nameof(Epsilon), Epsilon, "above 0, below 1");
        Require(WeightDecay is >= 0 and <= 1, nameof(WeightDecay), WeightDecay, "0 to 1");
        Require(BiasRateMultiplier is >= 0 and <= 1000, nameof(BiasRateMultiplier), BiasRateMultiplier, "0 to 1000");
        Require(BiasDecayMultiplier is >= 0 and <= 1000, nameof(BiasDecayMultiplier), BiasDecayMultiplier, "0 to 1000");
        Require(Dropout is null or (>= 0 and < 1), nameof(Dropout), Dropout, "0 or above, below 1");
        Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "0 or above, below 1");
        Require(WeightAverage is >= 0 and < 1, nameof(WeightAverage), WeightAverage, "0 or above, below 1");
        foreach (var (name, factor) in RateMultipliers)
        {
            Require(factor is >= 0 and <= 1000, $"{nameof(RateMultipliers)} of '{name}'", factor, "0 to 1000");
            if (!architecture.Parameters.Any(parameter => parameter.Name == name || parameter.Name.StartsWith($"{name}.", StringComparison.Ordinal)))
                throw new ArgumentException($"{nameof(RateMultipliers)}: the network '{architecture.Name}' has no parameters '{name}'; it has {string.Join(", ", architecture.Parameters.Select(parameter => parameter.Name))}");
        }
    }

    private static void Require(bool holds, string option, object? found, string needed)
    {
        if (!holds) throw new ArgumentException(FormattableString.Invariant($"{option} is {found}, but may be {needed}"));
    }
}
