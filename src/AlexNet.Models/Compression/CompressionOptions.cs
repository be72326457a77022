using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;

namespace AlexNet.Models.Compression;

/// <summary>
/// How far a model is compressed: the share of a layer's weights that stays, and how many values those share. The defaults are those that
/// Han, Mao and Dally 2016 ("Deep Compression", table 4) use for AlexNet.
/// </summary>
public sealed record CompressionOptions
{
    /// <summary>The share of weights that stays in the first convolution, which sees the colours.</summary>
    public double FirstConvolutionDensity { get; init; } = 0.84;

    /// <summary>The share that stays in the other convolutions.</summary>
    public double ConvolutionDensity { get; init; } = 0.37;

    /// <summary>The share that stays in the fully connected layers but the last.</summary>
    public double FullyConnectedDensity { get; init; } = 0.09;

    /// <summary>The share that stays in the last fully connected layer, the classifier.</summary>
    public double ClassifierDensity { get; init; } = 0.25;

    /// <summary>The share that stays in single layers, by their names, as in <c>fc6</c>: before that of their kind.</summary>
    public IReadOnlyDictionary<string, double> LayerDensities { get; init; } = new Dictionary<string, double>();

    /// <summary>Values that the weights of a convolution share, 2 to <see cref="SharedWeights.MaxValues"/>.</summary>
    public int ConvolutionValues { get; init; } = SharedWeights.MaxValues;

    /// <summary>Values that the weights of a fully connected layer share.</summary>
    public int FullyConnectedValues { get; init; } = 32;

    /// <summary>Says no to what cannot be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option, what it is and what it may be.</exception>
    public void Check()
    {
        var kinds = new[] { (nameof(FirstConvolutionDensity), FirstConvolutionDensity), (nameof(ConvolutionDensity), ConvolutionDensity),
            (nameof(FullyConnectedDensity), FullyConnectedDensity), (nameof(ClassifierDensity), ClassifierDensity) };
        foreach (var (name, density) in kinds.Concat(LayerDensities.Select(layer => ($"{nameof(LayerDensities)} of '{layer.Key}'", layer.Value))))
            if (density is not (> 0 and <= 1)) throw new ArgumentOutOfRangeException(name, density, "a density is more than 0 and at most 1");
        foreach (var (name, values) in new[] { (nameof(ConvolutionValues), ConvolutionValues), (nameof(FullyConnectedValues), FullyConnectedValues) })
            if (values is < 2 or > SharedWeights.MaxValues) throw new ArgumentOutOfRangeException(name, values, $"weights can share 2 to {SharedWeights.MaxValues} values");
    }

    /// <summary>Density and number of values of each weight that is compressed, by its name; biases are few and stay as they are.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or names a layer that the network has not or that has no weights.</exception>
    internal IReadOnlyList<(string Weight, double Density, int Values)> For(Architecture architecture)
    {
        Check();
        var layers = architecture.Layers.Where(layer => layer is Convolution or FullyConnected).ToList();
        if (LayerDensities.Keys.FirstOrDefault(name => layers.All(layer => layer.Name != name)) is { } stray)
            throw new ArgumentException($"{nameof(LayerDensities)}: the network '{architecture.Name}' has no layer '{stray}' with weights; it has {string.Join(", ", layers.Select(layer => layer.Name))}");
        Layer? first = layers.Find(layer => layer is Convolution), last = layers.FindLast(layer => layer is FullyConnected);
        return [.. layers.Select(layer => ($"{layer.Name}.weight",
            LayerDensities.TryGetValue(layer.Name, out var density) ? density
                : layer is Convolution ? ReferenceEquals(layer, first) ? FirstConvolutionDensity : ConvolutionDensity
                : ReferenceEquals(layer, last) ? ClassifierDensity : FullyConnectedDensity,
            layer is Convolution ? ConvolutionValues : FullyConnectedValues))];
    }
}
