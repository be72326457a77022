using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Networks;

/// <summary>A network cut over devices as a table: who computes what, and what crosses between them.</summary>
public static class DevicePlanView
{
    /// <summary>The table of some layers, which may be a part of a plan.</summary>
    public static View Of(IReadOnlyList<DeviceLayer> layers)
    {
        var table = new Table("plan", new("Layer"), new("Kind"), new("Devices"), new("Reads"), new("Exchanged bytes", true), new("Parameters a device", true), new("Sizes"));
        foreach (var layer in layers)
            table.Add(layer.Layer, layer.Kind, layer.Figure.Trim(), $"{layer.Reads}", layer.ExchangedBytes == 0 ? "" : Numbers.Count(layer.ExchangedBytes),
                layer.Parameters.Sum() == 0 ? "" : string.Join(" or ", layer.Parameters.Distinct().Select(Numbers.Count)), layer.Arithmetic);
        table.Totals = ["", "", "", "", Numbers.Count(layers.Sum(layer => layer.ExchangedBytes)), Numbers.Count(layers.Sum(layer => layer.Parameters[0])), ""];
        return new View(layers[0].Summary).Add(table);
    }
}
