using System.Globalization;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>How fast a model's forward pass is.</summary>
public sealed record Performance
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Images of a forward pass.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Threads that computed it.</summary>
    public required int ThreadCount { get; init; }

    /// <summary>Median time of a pass over the images in it.</summary>
    public required double MillisecondsPerImage { get; init; }

    /// <summary>The same of the fastest pass.</summary>
    public required double BestMillisecondsPerImage { get; init; }

    /// <summary>Images a second at the median.</summary>
    public double ImagesPerSecond => 1000 / MillisecondsPerImage;

    /// <summary>Billions of operations a second at the median, a multiply-add being two.</summary>
    public required double GigaflopsPerSecond { get; init; }

    /// <summary>Passes that were timed.</summary>
    public required int Repeats { get; init; }

    /// <summary>The algorithm of each convolution, as in <c>conv1 SpaceToDepth, conv2 Winograd4x4</c>.</summary>
    public required string Algorithms { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Model}, batch {BatchSize}, {ThreadCount} threads: {MillisecondsPerImage:0.00} ms an image");
}
