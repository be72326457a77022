namespace AlexNet.Engine.Devices.Timelines;

/// <summary>What a device did for a while, for people and tables. Times are in milliseconds from the start of the recording.</summary>
[TypeFormatterSource]
public sealed record DeviceSpan : IOrdered<DeviceSpan>
{
    /// <summary>The device, as in <c>cpu0</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The layers computed, as in <c>norm1+pool1</c>; of a message, or of waiting for one, the layer that reads it.</summary>
    public required string Layer { get; init; }

    /// <summary>What it was.</summary>
    public required SpanKind Kind { get; init; }

    /// <summary>What computed a convolution; null for all else.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The device that a message went to; null for all else.</summary>
    public string? To { get; init; }

    /// <summary>Number of the forward pass, from 1.</summary>
    public required int Call { get; init; }

    /// <summary>Index of the first image, and how many there were.</summary>
    public required int FirstImage { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>When it began.</summary>
    public required double Start { get; init; }

    /// <summary>When it ended.</summary>
    public required double End { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double Duration => End - Start;

    /// <summary>Bytes sent; of a layer, of the device's weights.</summary>
    public required long Bytes { get; init; }

    /// <summary>The earlier first.</summary>
    public int CompareTo(DeviceSpan? other) => other is null ? 1 : Start.CompareTo(other.Start);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Device} {Kind} {Layer} {Start:0.00}-{End:0.00} ms");
}
