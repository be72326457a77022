using System.Globalization;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>How fast an algorithm computes a convolution on this machine.</summary>
public sealed record AlgorithmTime
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the layer.</summary>
    public required string Layer { get; init; }

    /// <summary>Images of a forward pass.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Threads that computed it.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>The algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>Median time an image.</summary>
    public required double MillisecondsPerImage { get; init; }

    /// <summary>The least of these times.</summary>
    public required double BestMillisecondsPerImage { get; init; }

    /// <summary>Billions of operations a second at the median, counted as the plain convolution has them: a multiply-add is two.</summary>
    public required double GigaflopsPerSecond { get; init; }

    /// <summary>Whether it is the one to use: the fastest, or the rules' own choice where that is as fast.</summary>
    public required bool IsChosen { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Layer}, batch {BatchSize}, {ThreadCount} threads, {Algorithm}: {MillisecondsPerImage:0.000} ms an image{(IsChosen ? ", chosen" : "")}");
}
