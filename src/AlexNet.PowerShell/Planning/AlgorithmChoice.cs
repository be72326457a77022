using System.Collections;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.PowerShell.Planning;

/// <summary>What -Algorithm takes: one name for every convolution that it can compute, or names by layer. Names are looked up when a network is at hand.</summary>
public sealed class AlgorithmChoice
{
    private readonly string _name = "";

    /// <summary>One algorithm for all.</summary>
    public AlgorithmChoice(string name) => _name = name;

    /// <summary>Algorithms by the layer's name.</summary>
    public AlgorithmChoice(IDictionary layers) =>
        Layers = layers.Cast<DictionaryEntry>().ToDictionary(entry => $"{entry.Key}", entry => $"{entry.Value}", StringComparer.OrdinalIgnoreCase);

    /// <summary>The names by layer; null for one name for all.</summary>
    internal IReadOnlyDictionary<string, string>? Layers { get; }

    /// <summary>The one algorithm for all.</summary>
    internal ConvolutionAlgorithm Algorithm => AlgorithmNames.Parse(_name);

    /// <inheritdoc/>
    public override string ToString() => Layers is null ? _name : string.Join(", ", Layers.Select(layer => $"{layer.Key} {layer.Value}"));
}
