using AlexNet.Engine.Inference.Measuring;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.LayerTimes;

/// <summary>What each layer of a forward pass takes: milliseconds as bars, its speed, its share of the machine's peak, and what computed it.</summary>
public static class LayerTimesView
{
    private const double Margin = 10, Names = 110, Bars = 350, Row = 22;

    /// <summary>Shows layers of one measurement or more.</summary>
    public static View Of(IReadOnlyList<LayerPerformance> layers, RenderOptions options)
    {
        var first = layers[0];
        var view = new View($"{first.Model}, batch {first.BatchSize}, {first.ThreadCount} {(first.ThreadCount == 1 ? "thread" : "threads")}: {Numbers.Value(layers.Sum(layer => layer.MillisecondsPerImage))} ms an image");
        var table = new Table("layers", new("Layer"), new("ms an image", true), new("Best", true), new("Share", true), new("GFLOP/s", true), new("Of peak", true), new("Algorithm"));
        foreach (var layer in layers)
            table.Add(layer.Layer, Numbers.Fixed(layer.MillisecondsPerImage, 3), Numbers.Fixed(layer.BestMillisecondsPerImage, 3), Numbers.Percent(layer.Share),
                layer.GigaflopsPerSecond > 0 ? Numbers.Fixed(layer.GigaflopsPerSecond, 1) : "", OfPeak(layer, options), layer.Algorithm ?? "");
        view.Add(Draw(layers, options, view.Title)).Add(table.WithoutEmptyColumns());
        return view.Note(options.PeakGigaflops is { } peak ? $"peak: {Numbers.Fixed(peak, 0)} GFLOP/s of multiply-adds in registers; Winograd and FFT do with fewer than are counted, and may exceed it" : null);
    }

    private static Drawing Draw(IReadOnlyList<LayerPerformance> layers, RenderOptions options, string title)
    {
        var drawing = new Drawing(Drawing.MaxWidth, 2 * Margin + layers.Count * Row + 18, title);
        var longest = Math.Max(layers.Max(layer => layer.MillisecondsPerImage), 1e-9);
        drawing.Write(Margin + Names, Margin + 10, "ms an image", 11, Ink.Muted);
        foreach (var (index, layer) in layers.Index())
        {
            var y = Margin + 18 + index * Row;
            var ink = layer.Algorithm is not null ? Ink.Convolution : layer.GigaflopsPerSecond > 0 ? Ink.FullyConnected : Ink.Local;
            var width = Math.Max(Bars * layer.MillisecondsPerImage / longest, 0.5);
            drawing.Write(Margin, y + 14, Letters.Fit(layer.Layer, 12, Names - 8), 12);
            drawing.Add(new Box(Margin + Names, y + 2, width, Row - 6) { Fill = ink, Part = "time", Tip = $"{layer}" });
            var speed = layer.GigaflopsPerSecond > 0 ? $", {Numbers.Fixed(layer.GigaflopsPerSecond, 0)} GFLOP/s" : "";
            var peak = OfPeak(layer, options) is { Length: > 0 } share ? $" = {share} of peak" : "";
            drawing.Write(Margin + Names + width + 6, y + 14, $"{Numbers.Fixed(layer.MillisecondsPerImage, 2)} ms ({Numbers.Percent(layer.Share)}){speed}{peak}", 11, Ink.Muted);
        }
        return drawing;
    }

    private static string OfPeak(LayerPerformance layer, RenderOptions options) =>
        options.PeakGigaflops is { } peak && layer.GigaflopsPerSecond > 0 ? Numbers.Percent(layer.GigaflopsPerSecond / peak) : "";
}
