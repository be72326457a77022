using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Devices.Partitioning;

/// <summary>
/// A network cut over devices as the paper ran it (section 3.5, figure 2): every device computes a share of each layer's output channels, and what it needs of the
/// others' follows from the layers. Nothing is written down for a particular network: where convolutions have groups and normalization stops at the
/// tower's edge, a device needs nothing but its own maps.
/// </summary>
[TypeFormatterSource]
public sealed class PartitionPlan
{
    /// <summary>The most devices a network can be cut over.</summary>
    public const int MaxDevices = 4;

    /// <summary>Cuts a network.</summary>
    /// <param name="architecture">The network; it ends in softmax.</param>
    /// <param name="devices">1, 2 or 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of devices.</exception>
    /// <exception cref="ShapeException">A layer cannot be cut so: says which and what would fit.</exception>
    public PartitionPlan(Architecture architecture, int devices)
    {
        if (devices is not (1 or 2 or MaxDevices)) throw new ArgumentOutOfRangeException(nameof(devices), devices, $"a network is cut over 1, 2 or {MaxDevices} devices");
        if (architecture.Layers[^1] is not Softmax) throw new ShapeException(architecture.Layers[^1].Name, $"a last layer of kind {architecture.Layers[^1].Kind}", "softmax at the end");
        Architecture = architecture;
        Devices = devices;
        var layers = new List<LayerPartition>();
        foreach (var shapes in architecture.Shapes) layers.Add(Cut(shapes, layers.Count == 0 ? null : layers[^1].Writes));
        Layers = layers;
        if (layers[0].Reads.Any(reads => reads.Count != architecture.Input.Channels))
            throw new ShapeException(layers[0].Name, "a first layer that reads a part of the image's channels", "one that reads all of them");
        Stages = PartitionStage.Of(layers);
    }

    /// <summary>The network.</summary>
    public Architecture Architecture { get; }

    /// <summary>Number of devices.</summary>
    public int Devices { get; }

    /// <summary>Every layer, in order.</summary>
    public IReadOnlyList<LayerPartition> Layers { get; }

    /// <summary>The layers up to softmax, cut where something must arrive.</summary>
    internal IReadOnlyList<PartitionStage> Stages { get; }

    /// <summary>Everything that is sent for one image, in the order of the layers.</summary>
    public IEnumerable<Exchange> Exchanges => Layers.SelectMany(layer => layer.Exchanges);

    /// <summary>Bytes that one image moves between devices.</summary>
    public long ExchangedBytes => Layers.Sum(layer => layer.ExchangedBytes);

    /// <summary>Weights and biases of one device.</summary>
    public long Parameters(int device) => Layers.Sum(layer => layer.Parameters(device));

    /// <param name="shapes">The layer.</param>
    /// <param name="holds">What each device computed of its input; null for the image.</param>
    private LayerPartition Cut(LayerShapes shapes, IReadOnlyList<ChannelRange>? holds)
    {
        var reads = new ChannelRange[Devices];
        var writes = new ChannelRange[Devices];
        var held = holds ?? [.. Enumerable.Repeat(default(ChannelRange), Devices)];
        for (var device = 0; device < Devices; device++)
        {
            // What has weights is cut anew; all else stays where its input is.
            writes[device] = shapes.Layer is Convolution or FullyConnected ? ChannelRange.Share(shapes.Output.Channels, Devices, device)
                : shapes.Layer is Softmax ? default
                : holds is null ? ChannelRange.Share(shapes.Output.Channels, Devices, device) : held[device];
            if (shapes.Layer is not Softmax && writes[device].IsEmpty)
                throw new ShapeException(shapes.Layer.Name, $"{shapes.Output.Channels} outputs", $"at least one for each of the {Devices} devices");
            reads[device] = Reads(shapes, writes[device]);
        }
        return new LayerPartition(shapes, held, reads, writes, Sent(shapes, holds, reads));
    }

    /// <summary>The input channels that some output channels depend on.</summary>
    private ChannelRange Reads(LayerShapes shapes, ChannelRange writes) => shapes.Layer switch
    {
        Convolution layer => ReadsOf(layer, shapes.Input, writes),
        FullyConnected => new ChannelRange(0, shapes.Input.Channels),
        ResponseNormalization { Window: not NormalizationWindow.WithinMap } layer => ReadsOf(layer, shapes.Input, writes),
        _ => writes,
    };

    private static ChannelRange ReadsOf(Convolution layer, MapShape input, ChannelRange writes)
    {
        int outputs = layer.Channels / layer.Groups, inputs = input.Channels / layer.Groups;
        RequireNested(layer, writes, outputs, $"a multiple of the layer's {layer.Groups} groups");
        return ChannelRange.Between(writes.First / outputs * inputs, ((writes.End - 1) / outputs + 1) * inputs);
    }

    private ChannelRange ReadsOf(ResponseNormalization layer, MapShape input, ChannelRange writes)
    {
        var tower = layer.Window == NormalizationWindow.WithinTower ? input.Channels / Architecture.Towers : input.Channels;
        RequireNested(layer, writes, tower, $"a multiple of the network's {Architecture.Towers} towers");
        int first = writes.First / tower * tower, end = ((writes.End - 1) / tower + 1) * tower;
        return ChannelRange.Between(Math.Max(first, writes.First - layer.Size / 2), Math.Min(end, writes.End + layer.Size / 2));
    }

    /// <summary>A share is whole groups, or lies inside one: then it is a convolution with groups, or one without, on its own.</summary>
    private static void RequireNested(Layer layer, ChannelRange share, int group, string needed)
    {
        var isWhole = share.First % group == 0 && share.Count % group == 0;
        if (!isWhole && share.First / group != (share.End - 1) / group)
            throw new ShapeException(layer.Name, $"a device's outputs {share} across groups of {group}", $"a number of outputs that is {needed} and of the devices");
    }

    private List<Exchange> Sent(LayerShapes shapes, IReadOnlyList<ChannelRange>? holds, ChannelRange[] reads)
    {
        var exchanges = new List<Exchange>();
        long Bytes(ChannelRange channels) => (long)channels.Count * shapes.Input.Plane * sizeof(float);
        for (var to = 0; to < Devices; to++)
        {
            if (holds is null) exchanges.Add(new Exchange(shapes.Layer.Name, Exchange.Host, to, reads[to], Bytes(reads[to])));
            else if (shapes.Layer is Softmax) exchanges.Add(new Exchange(shapes.Layer.Name, to, Exchange.Host, holds[to], Bytes(holds[to])));
            else
                for (var from = 0; from < Devices; from++)
                    if (from != to && reads[to].Intersect(holds[from]) is { IsEmpty: false } part)
                        exchanges.Add(new Exchange(shapes.Layer.Name, from, to, part, Bytes(part)));
        }
        return exchanges;
    }
}
