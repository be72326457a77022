using System.Globalization;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>How fast one layer of a forward pass is, together with what is fused into it.</summary>
[TypeFormatterSource]
public sealed record LayerPerformance
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the layer, as in <c>conv1</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>Images of the forward pass.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Threads that computed it.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>Median time over the images of the pass.</summary>
    public required double MillisecondsPerImage { get; init; }

    /// <summary>The least of these times.</summary>
    public required double BestMillisecondsPerImage { get; init; }

    /// <summary>Billions of operations a second at the median, a multiply-add being two; 0 for a layer without multiplications.</summary>
    public required double GigaflopsPerSecond { get; init; }

    /// <summary>Share of the sum over all layers, from 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>What computed a convolution; null for other layers.</summary>
    public string? Algorithm { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Layer}: {MillisecondsPerImage:0.000} ms an image, {Share:P0}");
}
