using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;

namespace AlexNet.Rendering.Networks;

/// <summary>A layer with weights, and the layers after it that have none: what a network's picture has as one solid.</summary>
/// <param name="Layers">In order.</param>
internal sealed record Block(IReadOnlyList<LayerPartition> Layers)
{
    /// <summary>The layer with weights; of what stands before the first of these, the first layer.</summary>
    public LayerPartition Head => Layers[0];

    /// <summary>Weights and biases.</summary>
    public long Parameters => Layers.Sum(layer => layer.Shapes.ParameterCount);

    /// <summary>The layer after which the maps are as large as they leave the block, and which changed them.</summary>
    public LayerPartition Last => Layers.LastOrDefault(layer => layer.Shapes.Layer is MaxPooling) ?? Head;

    /// <summary>Whether it is fully connected, or comes after such layers.</summary>
    public bool IsVector => Head.Shapes.Output.Plane == 1;

    /// <summary>The window of a convolution, as in <c>11x11 / 4</c>; the inputs of a fully connected layer.</summary>
    public string Size => Head.Shapes.Layer switch
    {
        Convolution { Stride: 1 } layer => $"{layer.Kernel}x{layer.Kernel}",
        Convolution layer => $"{layer.Kernel}x{layer.Kernel} / {layer.Stride}",
        FullyConnected => "all inputs",
        _ => "",
    };

    /// <summary>The layers without weights, a few letters each.</summary>
    public IEnumerable<string> Rest => Layers.Skip(Head.Shapes.Layer is Convolution or FullyConnected ? 1 : 0).Select(layer => layer.Shapes.Layer switch
    {
        MaxPooling pooling => $"max {pooling.Window}x{pooling.Window} / {pooling.Stride}",
        ResponseNormalization { Window: NormalizationWindow.WithinMap } => "map norm",
        ResponseNormalization => "response norm",
        var other => other.Kind,
    });

    /// <summary>Cuts a network's layers into blocks.</summary>
    public static IReadOnlyList<Block> Of(PartitionPlan plan)
    {
        var blocks = new List<List<LayerPartition>>();
        foreach (var layer in plan.Layers)
        {
            if (blocks.Count == 0 || layer.Shapes.Layer is Convolution or FullyConnected) blocks.Add([]);
            blocks[^1].Add(layer);
        }
        return [.. blocks.Select(layers => new Block(layers))];
    }
}
