using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;

namespace AlexNet.Engine.Devices.Partitioning;

/// <summary>A layer of a network cut over devices, in plain values that print, sort and serialise. The lists have one entry a device; all counts are for one image.</summary>
[TypeFormatterSource]
public sealed record DeviceLayer
{
    /// <summary>The network.</summary>
    public required string Network { get; init; }

    /// <summary>Number of devices.</summary>
    public required int DeviceCount { get; init; }

    /// <summary>Place in the network, from 1.</summary>
    public required int Position { get; init; }

    /// <summary>Name, as in <c>conv1</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>The word for this kind of layer.</summary>
    public required string Kind { get; init; }

    /// <summary>Which maps it needs that its device did not compute.</summary>
    public required LayerReads Reads { get; init; }

    /// <summary>What each device's share reads: height x width x channels, or the length of a vector.</summary>
    public required IReadOnlyList<string> Inputs { get; init => field = Indexable.List(value); }

    /// <summary>What each device's share computes.</summary>
    public required IReadOnlyList<string> Outputs { get; init => field = Indexable.List(value); }

    /// <summary>Which of the layer's output channels those are.</summary>
    public required IReadOnlyList<ChannelRange> Channels { get; init => field = Indexable.List(value); }

    /// <summary>The devices side by side, as in the paper's figure 2: <c>|</c> where they do not talk, <c>&lt;-&gt;</c> where they exchange all maps, <c>&lt;2&gt;</c> where two.</summary>
    public required string Figure { get; init; }

    /// <summary>Where the outputs' sizes come from.</summary>
    public required string Arithmetic { get; init; }

    /// <summary>Who sends what before it.</summary>
    public required IReadOnlyList<Exchange> Exchanges { get; init => field = Indexable.List(value); }

    /// <summary>Bytes that devices send each other before it, all together.</summary>
    public required long ExchangedBytes { get; init; }

    /// <summary>Weights and biases.</summary>
    public required IReadOnlyList<long> Parameters { get; init => field = Indexable.List(value); }

    /// <summary>Bytes of the weights and biases in single precision.</summary>
    public required IReadOnlyList<long> WeightBytes { get; init => field = Indexable.List(value); }

    /// <summary>Bytes of the outputs in single precision.</summary>
    public required IReadOnlyList<long> ActivationBytes { get; init => field = Indexable.List(value); }

    /// <summary>Multiplications each followed by an addition.</summary>
    public required IReadOnlyList<long> MultiplyAdds { get; init => field = Indexable.List(value); }

    /// <summary>The whole plan in a line.</summary>
    public required string Summary { get; init; }

    /// <summary>Describes every layer of a plan, in order.</summary>
    public static IEnumerable<DeviceLayer> Of(PartitionPlan plan) => plan.Layers.Select((layer, index) => Of(plan, layer, index + 1));

    /// <inheritdoc/>
    public override string ToString() => $"{Layer}: {Figure}";

    private static DeviceLayer Of(PartitionPlan plan, LayerPartition layer, int position)
    {
        var shapes = layer.Shapes;
        IReadOnlyList<T> Each<T>(Func<int, T> of) => [.. Enumerable.Range(0, plan.Devices).Select(of)];
        var outputs = Each(device => (shapes.Output with { Channels = layer.Writes[device].Count }).ToString());
        return new DeviceLayer
        {
            Network = plan.Architecture.Name,
            DeviceCount = plan.Devices,
            Position = position,
            Layer = layer.Name,
            Kind = shapes.Layer.Kind,
            Reads = layer.Kind,
            Inputs = Each(device => (shapes.Input with { Channels = layer.Reads[device].Count }).ToString()),
            Outputs = outputs,
            Channels = layer.Writes,
            Figure = shapes.Layer is Softmax ? $"{shapes.Output}, gathered" : Draw(plan, layer, outputs),
            Arithmetic = Sizes(shapes),
            Exchanges = layer.Exchanges,
            ExchangedBytes = layer.ExchangedBytes,
            Parameters = Each(layer.Parameters),
            WeightBytes = Each(device => layer.Parameters(device) * sizeof(float)),
            ActivationBytes = Each(layer.ActivationBytes),
            MultiplyAdds = Each(device => shapes.MultiplyAdds / shapes.Output.Channels * layer.Writes[device].Count),
            Summary = Describe(plan),
        };
    }

    /// <summary>Letters of the longest shape, so that the devices stand in columns.</summary>
    private static int Widest(PartitionPlan plan) =>
        plan.Layers.SelectMany(layer => layer.Writes.Select(writes => (layer.Shapes.Output with { Channels = writes.Count }).ToString().Length)).Max();

    private static string Draw(PartitionPlan plan, LayerPartition layer, IReadOnlyList<string> outputs)
    {
        var width = Widest(plan);
        return string.Concat(outputs.Select((output, device) => (device == 0 ? "" : Between(layer, device)) + output.PadLeft(width)));
    }

    /// <summary>What stands between a device and the one before it.</summary>
    private static string Between(LayerPartition layer, int device)
    {
        var exchange = layer.Exchanges.FirstOrDefault(exchange => exchange.From == device - 1 && exchange.To == device);
        return exchange is null ? "  |  " : layer.Kind == LayerReads.Halo ? $" <{exchange.Channels.Count}> " : " <-> ";
    }

    private static string Sizes(LayerShapes shapes) => shapes.Layer switch
    {
        Convolution convolution => Window(shapes, convolution.Kernel, convolution.Stride, convolution.Padding),
        MaxPooling pooling => Window(shapes, pooling.Window, pooling.Stride, 0),
        FullyConnected => $"{(shapes.Input.Plane > 1 ? $"{shapes.Input} = " : "")}{shapes.Input.Count} inputs",
        _ => "",
    };

    /// <summary>(input + 2 padding - kernel) / stride + 1; where the stride leaves columns over, rounded down, or up.</summary>
    private static string Window(LayerShapes shapes, int kernel, int stride, int padding)
    {
        var span = shapes.Input.Width + 2 * padding - kernel;
        var inner = padding == 0 ? $"{shapes.Input.Width} - {kernel}" : $"{shapes.Input.Width} + {2 * padding} - {kernel}";
        var rounding = span % stride == 0 ? "" : shapes.Output.Width > span / stride + 1 ? " up" : " down";
        return stride == 1 ? $"{inner} + 1 = {shapes.Output.Width}" : $"({inner}) / {stride}{rounding} + 1 = {shapes.Output.Width}";
    }

    private static string Describe(PartitionPlan plan)
    {
        var parameters = Enumerable.Range(0, plan.Devices).Select(plan.Parameters).Distinct().Order().Select(count => $"{count:N0}");
        return $"{plan.Architecture.Name} on {plan.Devices} {(plan.Devices == 1 ? "device" : "devices")}: {string.Join(" or ", parameters)} parameters each, {plan.ExchangedBytes:N0} bytes an image exchanged";
    }
}
