using AlexNet.Engine.Inspection;
using AlexNet.Engine.Tensors;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Tensors;

/// <summary>Tensors by their shape, range and histogram, never by their numbers.</summary>
public static class TensorView
{
    private const double Margin = 10, Width = 250, Height = 64, RowHeight = 128;
    private const int Across = 3;

    /// <summary>Weights of a model.</summary>
    public static View Of(IReadOnlyList<WeightTensor> weights, RenderOptions options)
    {
        var shown = weights.Take(options.MaxItems).Select(weight => (weight.Name, $"{string.Join("x", weight.Shape)}, {weight.Type}", TensorStatistics.Of(weight.ToArray()))).ToList();
        var title = weights.Count == 1 ? $"{weights[0].Name}: {shown[0].Item2}" : $"{weights.Count} tensors, {Numbers.Count(weights.Sum(weight => weight.Length))} values";
        return new View(title).Add(Draw(shown, title)).Add(TensorTable.Of(shown)).Note(Numbers.Shown(shown.Count, weights.Count, "tensors"));
    }

    private static Drawing Draw(IReadOnlyList<(string Name, string Shape, TensorStatistics Statistics)> tensors, string title)
    {
        var across = Math.Min(Across, tensors.Count);
        var drawing = new Drawing(Margin + across * (Width + Margin), Margin + (tensors.Count + Across - 1) / Across * RowHeight, title);
        foreach (var (index, (name, shape, statistics)) in tensors.Index())
            Draw(drawing, name, shape, statistics, Margin + index % Across * (Width + Margin), Margin + index / Across * RowHeight);
        return drawing;
    }

    /// <summary>A histogram; of heights the roots, so that what is rare can be seen.</summary>
    private static void Draw(Drawing drawing, string name, string shape, TensorStatistics found, double x, double y)
    {
        drawing.Write(x, y + 12, Letters.Fit(name, 12, Width), 12, bold: true);
        drawing.Write(x, y + 26, Letters.Fit($"{shape}{(found.NaNs + found.Infinities > 0 ? $", {Numbers.Count(found.NaNs)} NaN, {Numbers.Count(found.Infinities)} infinite" : "")}", 10, Width), 10, found.NaNs + found.Infinities > 0 ? Ink.Accent : Ink.Muted);
        var bottom = y + 32 + Height;
        if (found.Histogram.Count > 0)
        {
            var most = Math.Sqrt(found.Histogram.Max());
            var bar = Width / found.Histogram.Count;
            for (var i = 0; i < found.Histogram.Count; i++)
            {
                if (found.Histogram[i] == 0) continue;
                var height = Math.Max(1, Height * Math.Sqrt(found.Histogram[i]) / most);
                drawing.Add(new Box(x + i * bar, bottom - height, bar - 0.8, height) { Fill = Ink.Convolution, Part = "bar", Tip = $"{Numbers.Value(found.Minimum + ((double)found.Maximum - found.Minimum) * i / found.Histogram.Count)} and more: {Numbers.Count(found.Histogram[i])}" });
            }
        }
        drawing.Add(new Line(x, bottom, x + Width, bottom) { Stroke = Ink.Rule });
        drawing.Write(x, bottom + 13, Numbers.Value(found.Minimum), 10, Ink.Muted);
        drawing.Write(x + Width / 2, bottom + 13, $"mean {Numbers.Value(found.Mean)}", 10, Ink.Muted, Anchor.Middle);
        drawing.Write(x + Width, bottom + 13, Numbers.Value(found.Maximum), 10, Ink.Muted, Anchor.End);
    }
}
