using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Devices.Partitioning;

/// <summary>Neighbouring layers that a device computes without hearing from another: from one exchange to the next, and from the first fully connected layer on.</summary>
/// <param name="Index">Place among the stages.</param>
/// <param name="Layers">The layers, in order.</param>
/// <param name="IsSpatial">Whether images go through it a few at a time; else, in the fully connected part, all together, so that weights are read once.</param>
internal sealed record PartitionStage(int Index, IReadOnlyList<LayerPartition> Layers, bool IsSpatial)
{
    /// <summary>Name of its first layer, before which the exchange is.</summary>
    public string Name => Layers[0].Name;

    /// <summary>What a device's share of it reads.</summary>
    public ChannelRange Reads(int device) => Layers[0].Reads[device];

    /// <summary>What of that the device has computed itself.</summary>
    public ChannelRange Own(int device) => Layers[0].Holds[device].Intersect(Layers[0].Reads[device]);

    /// <summary>What a device's share of it computes.</summary>
    public ChannelRange Writes(int device) => Layers[^1].Writes[device];

    /// <summary>Values of one map of its input.</summary>
    public int Plane => Layers[0].Shapes.Input.Plane;

    /// <summary>Floats of one image that a device's share of it reads.</summary>
    public long InputLength(int device) => (long)Reads(device).Count * Plane;

    /// <summary>Cuts layers into stages; softmax, which the host computes, is in none.</summary>
    public static IReadOnlyList<PartitionStage> Of(IReadOnlyList<LayerPartition> layers)
    {
        var starts = new List<int>();
        var spatial = layers.TakeWhile(layer => layer.Shapes.Layer is not FullyConnected).Count();
        for (var i = 0; i < layers.Count - 1; i++)
            if (i == 0 || i == spatial || layers[i].Exchanges.Count > 0) starts.Add(i);
        return [.. starts.Select((start, index) => new PartitionStage(
            index, [.. layers.Take(index + 1 < starts.Count ? starts[index + 1] : layers.Count - 1).Skip(start)], start < spatial))];
    }
}
