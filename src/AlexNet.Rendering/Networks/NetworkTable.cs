using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Networks;

/// <summary>A network as a table: every layer with its shapes, window, parameters and work, and their totals.</summary>
public static class NetworkTable
{
    /// <summary>The table of some layers, which may be a part of a network.</summary>
    public static Table Of(IReadOnlyList<LayerInfo> layers)
    {
        var table = new Table("layers", new("Layer"), new("Kind"), new("Input"), new("Output"), new("Window"), new("Groups", true), new("Parameters", true), new("Share", true), new("Multiply-adds", true));
        var (parameters, work) = (layers.Sum(layer => layer.Parameters), layers.Sum(layer => layer.MultiplyAdds));
        foreach (var layer in layers)
            table.Add(layer.Name, layer.Kind, layer.InputShape, layer.OutputShape, Window(layer), layer.Groups is > 1 ? $"{layer.Groups}" : "",
                Count(layer.Parameters), layer.Parameters == 0 ? "" : Numbers.Percent((double)layer.Parameters / parameters), Count(layer.MultiplyAdds));
        table.Totals = [Number(layers), "", "", "", "", "", Numbers.Count(parameters), "", Numbers.Count(work)];
        return table;
    }

    /// <summary>What memory the network needs, in a sentence.</summary>
    public static string Memory(IReadOnlyList<LayerInfo> layers) =>
        $"{Numbers.Bytes(layers.Sum(layer => layer.WeightBytes))} of weights, {Numbers.Bytes(layers.Sum(layer => layer.ActivationBytes))} of outputs an image, "
        + $"{Numbers.Fixed(layers.Sum(layer => layer.MultiplyAdds) / 1e9, 3)} billion multiply-adds an image";

    /// <summary>How many layers they are, in words.</summary>
    public static string Number(IReadOnlyList<LayerInfo> layers) => layers.Count == 1 ? "1 layer" : $"{layers.Count} layers";

    private static string Window(LayerInfo layer) => layer.Kernel is null ? ""
        : $"{layer.Kernel}x{layer.Kernel}{(layer.Stride > 1 ? $" / {layer.Stride}" : "")}{(layer.Padding > 0 ? $" + {layer.Padding}" : "")}";

    private static string Count(long value) => value == 0 ? "" : Numbers.Count(value);
}
