using AlexNet.Engine.Architectures;
using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Layers;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Networks;

/// <summary>A network as a picture and a table.</summary>
public static class NetworkView
{
    /// <summary>The whole network.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="devices">Devices it is drawn on, 1, 2 or 4; 0 for as many as it has towers, or one where that does not go.</param>
    /// <exception cref="ShapeException">The network cannot be cut over so many.</exception>
    public static View Of(Architecture architecture, int devices = 0)
    {
        var plan = devices == 0 ? Natural(architecture) : new PartitionPlan(architecture, devices);
        List<LayerInfo> layers = [.. LayerInfo.Of(architecture)];
        var view = new View(NetworkDrawing.Title(plan)).Add(NetworkDrawing.Of(plan), plan.Devices > 1 ? Figure(plan) : null);
        return view.Add(NetworkTable.Of(layers)).Note(NetworkTable.Memory(layers));
    }

    /// <summary>Some layers, which may be a part of a network: the table alone.</summary>
    public static View Of(IReadOnlyList<LayerInfo> layers) =>
        new View($"{layers[0].Network}: {NetworkTable.Number(layers)}").Add(NetworkTable.Of(layers)).Note(NetworkTable.Memory(layers));

    private static PartitionPlan Natural(Architecture architecture)
    {
        try
        {
            return new PartitionPlan(architecture, architecture.Towers);
        }
        catch (Exception exception) when (exception is ShapeException or ArgumentOutOfRangeException)
        {
            return new PartitionPlan(architecture, 1);
        }
    }

    /// <summary>The picture in letters: the devices side by side.</summary>
    private static string Figure(PartitionPlan plan) =>
        string.Concat(DeviceLayer.Of(plan).Where(layer => layer.Parameters.Sum() > 0 || layer.Inputs[0] != layer.Outputs[0]).Select(layer => $"{layer.Layer,-10} {layer.Figure}\n"));
}
