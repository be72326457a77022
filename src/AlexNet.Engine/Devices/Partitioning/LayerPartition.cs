using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Devices.Partitioning;

/// <summary>Which maps a layer needs that its device did not compute.</summary>
public enum LayerReads
{
    /// <summary>None: each device reads its own maps alone.</summary>
    Own,

    /// <summary>A few maps of a neighbour: a normalization's window crosses the edge.</summary>
    Halo,

    /// <summary>Maps of the other devices of the same group of a convolution.</summary>
    Group,

    /// <summary>The maps of all devices.</summary>
    All,

    /// <summary>The image, which every device gets.</summary>
    Image,

    /// <summary>The logits of all devices, gathered by the host.</summary>
    Gathered,
}

/// <summary>A layer cut over devices: the lists have one entry a device.</summary>
/// <param name="Shapes">The whole layer.</param>
/// <param name="Holds">Input channels that a device computed itself.</param>
/// <param name="Reads">Input channels that its outputs depend on.</param>
/// <param name="Writes">Output channels that it computes.</param>
/// <param name="Exchanges">Who sends what before it.</param>
public sealed record LayerPartition(
    LayerShapes Shapes, IReadOnlyList<ChannelRange> Holds, IReadOnlyList<ChannelRange> Reads, IReadOnlyList<ChannelRange> Writes, IReadOnlyList<Exchange> Exchanges)
{
    /// <summary>Name of the layer.</summary>
    public string Name => Shapes.Layer.Name;

    /// <summary>What a device lacks.</summary>
    public LayerReads Kind
    {
        get
        {
            if (Shapes.Layer is Softmax) return LayerReads.Gathered;
            if (Exchanges.Count == 0) return LayerReads.Own;
            if (Exchanges[0].From == Exchange.Host) return LayerReads.Image;
            if (Shapes.Layer is ResponseNormalization) return LayerReads.Halo;
            return Reads[0].Count == Shapes.Input.Channels ? LayerReads.All : LayerReads.Group;
        }
    }

    /// <summary>Bytes that one image moves between devices before this layer, all of them together.</summary>
    public long ExchangedBytes => Exchanges.Where(exchange => exchange.IsBetweenDevices).Sum(exchange => exchange.BytesPerImage);

    /// <summary>Weights and biases of one device.</summary>
    public long Parameters(int device) => Shapes.Parameters.Sum(parameter => parameter.Length / parameter.Extents[0] * Writes[device].Count);

    /// <summary>A device's share of the layer as a layer of its own.</summary>
    /// <param name="reads">Input channels that it reads.</param>
    /// <param name="writes">Output channels that it computes.</param>
    internal LayerShapes Local(int reads, int writes)
    {
        Layer layer = Shapes.Layer switch
        {
            Convolution convolution => convolution with { Channels = writes, Groups = Math.Max(1, (int)((long)writes * convolution.Groups / convolution.Channels)) },
            FullyConnected full => full with { Outputs = writes },
            var same => same,
        };
        return new LayerShapes(layer, Shapes.Input with { Channels = reads }, Shapes.Output with { Channels = writes });
    }

    /// <summary>Bytes of one device's outputs of one image, in single precision.</summary>
    public long ActivationBytes(int device) => (long)Writes[device].Count * Shapes.Output.Plane * sizeof(float);
}
