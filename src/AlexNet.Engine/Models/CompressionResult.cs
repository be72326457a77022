using AlexNet.Engine.Evaluation;

namespace AlexNet.Engine.Models;

/// <summary>What compressing a model came to: its size, and its errors where there were photos to measure them on.</summary>
public sealed record CompressionResult
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>The file written.</summary>
    public required string Path { get; init; }

    /// <summary>Bytes of all weights and biases before.</summary>
    public required long OriginalBytes { get; init; }

    /// <summary>Bytes of the file, all of it.</summary>
    public required long Bytes { get; init; }

    /// <summary>The layers that were compressed, in the order of the network.</summary>
    public required IReadOnlyList<CompressedLayer> Layers { get; init => field = Indexable.List(value); }

    /// <summary>How often the model was right before; null without labelled photos.</summary>
    public ModelAccuracy? Before { get; init; }

    /// <summary>How often the model in the file is right; null without labelled photos.</summary>
    public ModelAccuracy? After { get; init; }

    /// <summary>How many times smaller the file is than the weights were.</summary>
    public double Ratio => (double)OriginalBytes / Math.Max(Bytes, 1);

    /// <summary>Share of the compressed layers' weights that is not zero, 0 to 1.</summary>
    public double Density => (double)Layers.Sum(layer => layer.Kept) / Math.Max(Layers.Sum(layer => layer.Weights), 1);

    /// <summary>Share of the photos whose class was not the likeliest answer, before.</summary>
    public double? Top1ErrorBefore => Before?.Top1Error;

    /// <summary>That share for the model in the file.</summary>
    public double? Top1ErrorAfter => After?.Top1Error;

    /// <summary>Share of the photos whose class was not among the five likeliest answers, before.</summary>
    public double? Top5ErrorBefore => Before?.Top5Error;

    /// <summary>That share for the model in the file.</summary>
    public double? Top5ErrorAfter => After?.Top5Error;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model}: {Bytes / 1e6:0.00} MB, {Ratio:0.0} times smaller than its weights were");
}
