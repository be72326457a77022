using AlexNet.Engine.Inspection;
using AlexNet.Engine.Models;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Pixels;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Features;

/// <summary>One number of an output map taken apart: where its window lies, window times kernel for each input channel, the sums, the bias, the nonlinearity.</summary>
public static class OutputPixelView
{
    // Of 48 channels and more those that matter most.
    private const int MaxChannels = 4;

    private const double Margin = 10, Side = 132, Times = 34, RowGap = 30, PlaceSide = 150;

    /// <summary>Explains an output.</summary>
    public static View Of(OutputPixel pixel)
    {
        var channels = Enumerable.Range(0, pixel.Channels).OrderByDescending(channel => pixel.Channels > MaxChannels ? Math.Abs(pixel.ChannelSums[channel]) : 0).Take(MaxChannels).ToList();
        var view = new View($"{pixel.Layer.Name}, map {pixel.Map}, row {pixel.Row}, column {pixel.Column}: {Numbers.Value(pixel.Value)}");
        view.Add(Draw(pixel, channels, view.Title)).Note(Numbers.Shown(channels.Count, pixel.Channels, "input channels, those whose sums are largest"));
        view.Note($"the window begins at row {pixel.Row} x {pixel.Layer.Stride}{(pixel.Layer.Padding > 0 ? $" - {pixel.Layer.Padding}" : "")} = {pixel.Top}, "
            + $"column {pixel.Column} x {pixel.Layer.Stride}{(pixel.Layer.Padding > 0 ? $" - {pixel.Layer.Padding}" : "")} = {pixel.Left} of the input {pixel.Input}");
        return view.Add(Sums(pixel, channels));
    }

    private static Drawing Draw(OutputPixel pixel, IReadOnlyList<int> channels, string title)
    {
        var drawing = new Drawing(Drawing.MaxWidth, 0, title);
        DrawPlace(drawing, pixel);
        var y = Margin + PlaceSide + 44;
        var (window, kernel, product) = (Margin + 74, Margin + 74 + Side + Times, Margin + 74 + 2 * (Side + Times));
        foreach (var (text, x) in new[] { ("input under the window", window), ("kernel", kernel), ("product", product) }) drawing.Write(x, y - 8, text, 11, Ink.Muted);
        foreach (var channel in channels)
        {
            drawing.Write(Margin, y + Side / 2, Name(pixel, channel), 12, bold: true);
            DrawPlane(drawing, pixel, pixel.Window, channel, window, y);
            drawing.Write(window + Side + Times / 2, y + Side / 2 + 4, "x", 15, anchor: Anchor.Middle);
            DrawPlane(drawing, pixel, pixel.Kernel, channel, kernel, y);
            drawing.Write(kernel + Side + Times / 2, y + Side / 2 + 4, "=", 15, anchor: Anchor.Middle);
            DrawPlane(drawing, pixel, [.. pixel.Window.Zip(pixel.Kernel, (input, weight) => input * weight)], channel, product, y);
            drawing.Write(product + Side + 14, y + Side / 2 + 4, $"sum  {Numbers.Value(pixel.ChannelSums[channel])}", 13);
            y += Side + RowGap;
        }
        DrawEnd(drawing, pixel, channels, y - 6);
        drawing.EndAt(y + 62);
        return drawing;
    }

    /// <summary>The whole input with the window marked in it.</summary>
    private static void DrawPlace(Drawing drawing, OutputPixel pixel)
    {
        var (width, height) = (pixel.Input.Width, pixel.Input.Height);
        var scale = PlaceSide / Math.Max(width, height);
        var image = pixel.Input.Channels == 3
            ? PixelGrid.Colours(pixel.InputValues, width, height, pixel.InputValues.Min(), pixel.InputValues.Max(), pixel.Model.Preprocessing.Channels == ChannelOrder.Bgr)
            : PixelGrid.Of(pixel.InputValues.AsSpan(pixel.FirstChannel * pixel.Input.Plane, pixel.Input.Plane), width, height, ColourScale.For(pixel.InputValues));
        drawing.Add(new Picture(Margin, Margin, width * scale, height * scale, image) { Part = "input" });
        // What of the window lies in the padding is not there to be framed.
        var (left, top) = (Math.Max(0, pixel.Left), Math.Max(0, pixel.Top));
        var (right, bottom) = (Math.Min(width, pixel.Left + pixel.Layer.Kernel), Math.Min(height, pixel.Top + pixel.Layer.Kernel));
        drawing.Add(new Box(Margin + left * scale, Margin + top * scale, (right - left) * scale, (bottom - top) * scale) { Stroke = Ink.Accent, StrokeWidth = 2, Part = "window" });
        var x = Margin + PlaceSide + 24;
        drawing.Write(x, Margin + 16, $"{pixel.Layer.Name}, map {pixel.Map}, row {pixel.Row}, column {pixel.Column}", 14, bold: true);
        drawing.Write(x, Margin + 38, $"input {pixel.Input}, window {pixel.Layer.Kernel}x{pixel.Layer.Kernel}x{pixel.Channels}, step {pixel.Layer.Stride}, output {pixel.Output}", 12);
        drawing.Write(x, Margin + 58, $"{Numbers.Count(pixel.Kernel.Length)} products, one sum, one bias", 12);
        drawing.Write(x, Margin + 78, "blue below 0, white 0, red above; each square by its own farthest value", 11, Ink.Muted);
    }

    private static void DrawPlane(Drawing drawing, OutputPixel pixel, float[] values, int channel, double x, double y)
    {
        var kernel = pixel.Layer.Kernel;
        var plane = values.AsSpan(channel * kernel * kernel, kernel * kernel);
        var scale = ColourScale.For(plane);
        drawing.Add(new Picture(x, y, Side, Side, PixelGrid.Of(plane, kernel, kernel, scale)) { Part = "plane" });
        drawing.Add(new Box(x, y, Side, Side) { Stroke = Ink.Rule });
        // Large squares have room for their numbers.
        var cell = Side / kernel;
        for (var i = 0; i < plane.Length && cell >= 24; i++)
        {
            var number = Numbers.Brief(plane[i]);
            drawing.Write(x + (i % kernel + 0.5) * cell, y + (i / kernel + 0.5) * cell + 3, number, Math.Min(8.5, (cell - 2) / Letters.Width(number, 1)), scale.InkOn(plane[i]), Anchor.Middle);
        }
        drawing.Write(x, y + Side + 12, $"{Numbers.Value(Min(plane))} to {Numbers.Value(Max(plane))}", 10, Ink.Muted);
    }

    private static void DrawEnd(Drawing drawing, OutputPixel pixel, IReadOnlyList<int> channels, double y)
    {
        var rest = pixel.Sum - channels.Sum(channel => pixel.ChannelSums[channel]);
        var terms = channels.Select(channel => Numbers.Value(pixel.ChannelSums[channel])).ToList();
        if (channels.Count < pixel.Channels) terms.Add($"{Numbers.Value(rest)} (other channels)");
        terms.Add($"{Numbers.Value(pixel.Bias)} (bias)");
        drawing.Add(new Line(Margin, y, Drawing.MaxWidth - Margin, y) { Stroke = Ink.Rule });
        drawing.Write(Margin, y + 26, $"{string.Join(" + ", terms).Replace("+ -", "- ", StringComparison.Ordinal)} = {Numbers.Value(pixel.Value)}", 13);
        drawing.Write(Margin, y + 50, $"{pixel.Activation.Kind}({Numbers.Value(pixel.Value)}) = {Numbers.Value(pixel.Activated)}", 14, Ink.Accent, bold: true);
    }

    private static Table Sums(OutputPixel pixel, IReadOnlyList<int> channels)
    {
        var table = new Table("sums", new("What"), new("Value", true));
        foreach (var channel in channels) table.Add($"sum of products, {Name(pixel, channel)}", Numbers.Value(pixel.ChannelSums[channel]));
        if (channels.Count < pixel.Channels) table.Add("sum of products, other channels", Numbers.Value(pixel.Sum - channels.Sum(channel => pixel.ChannelSums[channel])));
        table.Add("bias", Numbers.Value(pixel.Bias));
        table.Add(pixel.Layer.Name, Numbers.Value(pixel.Value));
        table.Add(pixel.Activation.Kind, Numbers.Value(pixel.Activated));
        return table;
    }

    private static string Name(OutputPixel pixel, int channel)
    {
        if (pixel.Input.Channels != 3) return $"map {pixel.FirstChannel + channel}";
        return (pixel.Model.Preprocessing.Channels == ChannelOrder.Bgr ? 2 - channel : channel) switch { 0 => "red", 1 => "green", _ => "blue" };
    }

    private static float Min(ReadOnlySpan<float> values) => TensorStatistics.Of(values).Minimum;

    private static float Max(ReadOnlySpan<float> values) => TensorStatistics.Of(values).Maximum;
}
