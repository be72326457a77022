using AlexNet.Engine.Inspection;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tensors;

/// <summary>The layers of a network by what their outputs were like: shares of zeros as bars, ranges and dead maps as a table.</summary>
public static class ActivationView
{
    private const double Margin = 10, Names = 150, Bars = 420, Row = 20;

    /// <summary>Shows layers.</summary>
    public static View Of(IReadOnlyList<LayerActivation> layers)
    {
        var view = new View($"{layers[0].Model}: outputs of {layers.Count} layers over {Numbers.Count(layers[0].Photos)} {(layers[0].Photos == 1 ? "photo" : "photos")}");
        var table = new Table("activations", new("Layer"), new("Shape"), new("Least", true), new("Greatest", true), new("Mean", true), new("Deviation", true), new("Zero", true), new("Dead maps", true));
        foreach (var layer in layers)
            table.Add(layer.Layer, layer.Shape, Numbers.Value(layer.Minimum), Numbers.Value(layer.Maximum), Numbers.Value(layer.Mean), Numbers.Value(layer.StandardDeviation), Numbers.Percent(layer.ZeroShare),
                $"{Numbers.Count(layer.DeadMaps)} of {Numbers.Count(layer.Maps)}");
        return view.Add(Draw(layers)).Add(table);
    }

    private static Drawing Draw(IReadOnlyList<LayerActivation> layers)
    {
        var drawing = new Drawing(Margin + Names + Bars + 130, 2 * Margin + 18 + layers.Count * Row, $"share of the outputs of each layer that are 0, {layers[0].Model}");
        drawing.Write(Margin + Names, Margin + 10, "share of outputs that are 0", 11, Ink.Muted);
        foreach (var (index, layer) in layers.Index())
        {
            var y = Margin + 18 + index * Row;
            drawing.Write(Margin, y + 13, Letters.Fit(layer.Layer, 11, Names - 8), 11);
            drawing.Add(new Box(Margin + Names, y + 2, Bars, Row - 6) { Fill = Ink.Panel });
            drawing.Add(new Box(Margin + Names, y + 2, Bars * layer.ZeroShare, Row - 6) { Fill = Ink.Local, Part = "zeros", Tip = $"{layer}" });
            drawing.Write(Margin + Names + Bars + 8, y + 13, $"{Numbers.Percent(layer.ZeroShare)}{(layer.DeadMaps > 0 ? $", {Numbers.Count(layer.DeadMaps)} dead" : "")}", 11, layer.DeadMaps > 0 ? Ink.Accent : Ink.Text);
        }
        return drawing;
    }
}
