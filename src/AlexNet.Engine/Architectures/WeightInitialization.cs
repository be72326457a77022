namespace AlexNet.Engine.Architectures;

/// <summary>The distribution new weights are drawn from.</summary>
public enum WeightDistribution
{
    /// <summary>Zero-mean normal of a stated standard deviation; biases are constants.</summary>
    Normal,

    /// <summary>Uniform within 1 / sqrt(fan-in) either way, biases too: what PyTorch does when told nothing.</summary>
    UniformFanIn,
}

/// <summary>How one layer starts.</summary>
/// <param name="Layer">Name of the layer.</param>
/// <param name="StandardDeviation">Of its weights, when they are normal.</param>
/// <param name="Bias">The constant its biases start from; 1 gives the ReLUs positive inputs early on (paper, section 5).</param>
public sealed record LayerInitialization(string Layer, float StandardDeviation, float Bias);

/// <summary>How a network's weights start.</summary>
public sealed record WeightInitialization(WeightDistribution Distribution, IReadOnlyList<LayerInitialization> Layers)
{
    /// <summary>The rule for a layer; a standard deviation of 0.01 and no bias where none is given.</summary>
    public LayerInitialization For(string layer) =>
        Layers.FirstOrDefault(rule => rule.Layer == layer) ?? new LayerInitialization(layer, 0.01f, 0);
}
