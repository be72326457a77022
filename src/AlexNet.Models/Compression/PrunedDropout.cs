using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Compression;

/// <summary>
/// Dropout for a network whose weights are pruned: what is left can learn less by heart, so less is to be dropped. Han, Pool, Tran and Dally 2015
/// ("Learning both weights and connections for efficient neural networks", equation 2): the rate falls as the square root of the share of weights that stays.
/// </summary>
public static class PrunedDropout
{
    /// <summary>The model with its dropout lowered for a density; its answers stay the same.</summary>
    /// <param name="model">The model; a density counts from what it has already.</param>
    /// <param name="options">Which share of the weights is to stay.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static Model Lower(Model model, CompressionOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        var densities = options.For(model.Architecture).ToDictionary(part => part.Weight, part => part.Density);
        return With(model, dropout => Reader(model.Architecture, dropout) is not { } reader
            ? dropout.Rate
            : dropout.Rate * (float)Math.Sqrt(Math.Min(1, densities[$"{reader.Name}.weight"] / DensityOf(model.Weight($"{reader.Name}.weight")))));
    }

    /// <summary>The model with other rates of dropout and the same answers: where the rate is part of those, the weights that read what is dropped make up for it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rate">The new rate of a layer, 0 or above and below 1.</param>
    public static Model With(Model model, Func<Dropout, float> rate)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rate);
        var network = model.Architecture.WithDropoutRate(rate);
        var factors = new Dictionary<string, float>();
        foreach (var (old, lowered) in model.Architecture.Layers.OfType<Dropout>().Zip(network.Layers.OfType<Dropout>()))
            if (Reader(network, lowered) is { } reader && old.TestFactor != lowered.TestFactor)
                factors[$"{reader.Name}.weight"] = factors.GetValueOrDefault($"{reader.Name}.weight", 1) * old.TestFactor / lowered.TestFactor;
        return new Model(model.Name, network, model.Weights.Select(weight => factors.TryGetValue(weight.Name, out var factor) ? Scaled(weight, factor) : weight), model.Labels, model.Preprocessing)
        {
            IsTrained = model.IsTrained,
            Notes = model.Notes,
        };
    }

    /// <summary>The fully connected layer that reads what a dropout layer leaves; null where there is none.</summary>
    private static FullyConnected? Reader(Architecture architecture, Dropout dropout) =>
        architecture.Layers.SkipWhile(layer => layer.Name != dropout.Name).OfType<FullyConnected>().FirstOrDefault();

    private static double DensityOf(WeightTensor weight)
    {
        var values = weight.ToArray();
        return Math.Max(1, values.Length - values.AsSpan().Count(0f)) / (double)values.Length;
    }

    private static WeightTensor Scaled(WeightTensor weight, float factor)
    {
        var scaled = ModelCompressor.Copy(weight);
        foreach (ref var value in ModelCompressor.Span(scaled)) value *= factor;
        return scaled;
    }
}
