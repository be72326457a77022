using AlexNet.Engine.Inspection;
using AlexNet.Engine.Models;
using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Pixels;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Features;

/// <summary>
/// im2col drawn: the window of one output place becomes a column, all windows a matrix, all filters another, and the convolution their product. How often each
/// input value is written is counted.
/// </summary>
public static class Im2ColView
{
    private const double Margin = 10, PlaceSide = 190, MatrixWidth = 400, MatrixHeight = 190, WeightsWidth = 190;

    /// <summary>Draws the road of one output place.</summary>
    /// <param name="pixel">An output of the convolution; its window is the one that is followed.</param>
    public static View Of(OutputPixel pixel)
    {
        var group = pixel.Map / (pixel.Layer.Channels / pixel.Layer.Groups);
        var matrix = new PatchMatrix(pixel.Layer, pixel.Input, pixel.InputValues, group);
        var copies = matrix.Copies();
        var filters = pixel.Layer.Channels / pixel.Layer.Groups;
        var view = new View($"{pixel.Layer.Name} as one matrix product: {filters} x {matrix.Rows} weights times {matrix.Rows} x {matrix.Columns} patches");
        view.Add(Draw(pixel, matrix, filters, group, view.Title));
        view.Note($"{pixel.Input} = {Numbers.Count(pixel.Input.Count)} input values become {Numbers.Count(matrix.Count)} values of the matrix"
            + $"{(pixel.Layer.Groups > 1 ? $", {pixel.Layer.Groups} groups together" : "")}: {Numbers.Fixed((double)matrix.Count / pixel.Input.Count, 2)} times as many. "
            + $"A value is written up to {copies.Max()} times, by as many windows; {Numbers.Percent((double)copies.Count(count => count == 0) / copies.Length)} of them by none");
        var table = new Table("copies", new("Written", true), new("Input places", true), new("Share", true));
        foreach (var times in copies.CountBy(count => count).OrderBy(found => found.Key))
            table.Add($"{times.Key} times", Numbers.Count(times.Value), Numbers.Percent((double)times.Value / copies.Length));
        return view.Add(table);
    }

    private static Drawing Draw(OutputPixel pixel, PatchMatrix matrix, int filters, int group, string title)
    {
        var drawing = new Drawing(Drawing.MaxWidth, 0, title);
        var scale = ColourScale.For(pixel.InputValues);
        var y = Margin + 22;
        DrawInput(drawing, pixel, y);
        DrawPatch(drawing, pixel, y);

        // The column, to the scale of the matrix beside it.
        var (columnX, matrixX) = (Margin + PlaceSide + 130, Margin + PlaceSide + 176);
        var column = pixel.Row * pixel.Output.Width + pixel.Column;
        drawing.Add(new Picture(columnX, y, 14, MatrixHeight, PixelGrid.Of(matrix.Column(column), 1, matrix.Rows, scale)) { Part = "column", Tip = $"{matrix.Rows} values" });
        drawing.Add(new Box(columnX, y, 14, MatrixHeight) { Stroke = Ink.Accent, StrokeWidth = 1.5 });
        drawing.Write(columnX + 7, y + MatrixHeight + 16, $"{matrix.Rows}", 11, anchor: Anchor.Middle);
        drawing.Write(columnX + 7, y - 8, "its column", 11, Ink.Muted, Anchor.Middle);
        drawing.Add(new Line(columnX - 26, y + MatrixHeight / 2, columnX - 5, y + MatrixHeight / 2) { Stroke = Ink.Accent, IsArrow = true });
        drawing.Add(new Line(columnX + 18, y + MatrixHeight / 2, matrixX - 5, y + MatrixHeight / 2) { Stroke = Ink.Accent, IsArrow = true });
        drawing.Add(new Picture(matrixX, y, MatrixWidth, MatrixHeight, Shrunk(matrix.Rows, matrix.Columns, (row, place) => matrix[row, place], scale)) { Part = "patches", Tip = $"{matrix.Rows} x {matrix.Columns}" });
        drawing.Add(new Box(matrixX, y, MatrixWidth, MatrixHeight) { Stroke = Ink.Rule });
        var at = matrixX + (column + 0.5) / matrix.Columns * MatrixWidth;
        drawing.Add(new Line(at, y - 4, at, y + MatrixHeight + 4) { Stroke = Ink.Accent, Width = 1.5 });
        drawing.Write(matrixX, y - 8, $"all patches: {matrix.Rows} x {matrix.Columns}, a column for each output place", 11, Ink.Muted);

        DrawProduct(drawing, pixel, matrix, filters, group, y + MatrixHeight + 56, at);
        drawing.EndAt(y + MatrixHeight + 56 + 96 + 36);
        return drawing;
    }

    private static void DrawInput(Drawing drawing, OutputPixel pixel, double y)
    {
        var (width, height) = (pixel.Input.Width, pixel.Input.Height);
        var scale = PlaceSide / Math.Max(width, height);
        drawing.Add(new Picture(Margin, y, width * scale, height * scale, InputImage(pixel, 0, 0, width, height)) { Part = "input" });
        drawing.Add(new Box(Margin + pixel.Left * scale, y + pixel.Top * scale, pixel.Layer.Kernel * scale, pixel.Layer.Kernel * scale) { Stroke = Ink.Accent, StrokeWidth = 2, Part = "window" });
        drawing.Write(Margin, y - 8, $"input {pixel.Input}", 11, Ink.Muted);
    }

    private static void DrawPatch(Drawing drawing, OutputPixel pixel, double y)
    {
        const double side = 66;
        var (x, top, kernel) = (Margin + PlaceSide + 24, y + MatrixHeight / 2 - side / 2, pixel.Layer.Kernel);
        drawing.Add(new Picture(x, top, side, side, InputImage(pixel, pixel.Left, pixel.Top, kernel, kernel)) { Part = "patch" });
        drawing.Add(new Box(x, top, side, side) { Stroke = Ink.Accent, StrokeWidth = 1.5 });
        drawing.Write(x + side / 2, top - 8, "the patch", 11, Ink.Muted, Anchor.Middle);
        drawing.Write(x + side / 2, top + side + 16, $"{kernel}x{kernel}x{pixel.Channels}", 11, anchor: Anchor.Middle);
    }

    /// <summary>Weights times patches makes the maps: the second line of the drawing.</summary>
    private static void DrawProduct(Drawing drawing, OutputPixel pixel, PatchMatrix matrix, int filters, int group, double y, double patchAt)
    {
        const double height = 96, mapsWidth = MatrixWidth;
        var weights = new float[(long)filters * matrix.Rows];
        pixel.Model.Weight($"{pixel.Layer.Name}.weight").CopyTo(weights, (long)group * weights.Length);
        drawing.Write(Margin, y - 8, $"weights: {filters} x {matrix.Rows}, a filter a row", 11, Ink.Muted);
        drawing.Add(new Picture(Margin, y, WeightsWidth, height, Shrunk(filters, matrix.Rows, (row, place) => weights[row * matrix.Rows + place], ColourScale.For(weights))) { Part = "weights" });
        drawing.Add(new Box(Margin, y, WeightsWidth, height) { Stroke = Ink.Rule });
        var own = y + (pixel.Map % filters + 0.5) / filters * height;
        drawing.Add(new Line(Margin - 4, own, Margin + WeightsWidth + 4, own) { Stroke = Ink.Accent, Width = 1.5 });
        var mapsX = Margin + PlaceSide + 176;
        drawing.Write((Margin + WeightsWidth + mapsX) / 2, y + height / 2 + 4, "x patches + bias =", 13, anchor: Anchor.Middle);
        drawing.Write(mapsX, y - 8, $"output: {filters} x {matrix.Columns}, a map a row", 11, Ink.Muted);
        drawing.Add(new Picture(mapsX, y, mapsWidth, height, Product(pixel, matrix, weights, filters, group)) { Part = "maps", Tip = $"{filters} x {matrix.Columns}" });
        drawing.Add(new Box(mapsX, y, mapsWidth, height) { Stroke = Ink.Rule });
        drawing.Add(new Line(patchAt, y - 4, patchAt, y + height + 4) { Stroke = Ink.Accent, Width = 1.5 });
        drawing.Add(new Line(mapsX - 4, own, mapsX + mapsWidth + 4, own) { Stroke = Ink.Accent, Width = 1.5 });
        var text = $"map {pixel.Map}, row {pixel.Row}, column {pixel.Column}: {Numbers.Value(pixel.Value)}";
        var isLeft = patchAt + 8 + Letters.Width(text, 11) > mapsX + mapsWidth;
        drawing.Write(isLeft ? mapsX + mapsWidth : patchAt, y + height + 16, text, 11, Ink.Accent, isLeft ? Anchor.End : Anchor.Start, bold: true);
        drawing.Write(Margin, y + height + 22, $"{Numbers.Count(filters)} x {Numbers.Count(matrix.Rows)} x {Numbers.Count(matrix.Columns)} = {Numbers.Count((long)filters * matrix.Rows * matrix.Columns)} multiply-adds", 12);
    }

    /// <summary>The product itself, at the places that are drawn.</summary>
    private static RgbImage Product(OutputPixel pixel, PatchMatrix matrix, float[] weights, int filters, int group)
    {
        var bias = new float[filters];
        pixel.Model.Weight($"{pixel.Layer.Name}.bias").CopyTo(bias, (long)group * filters);
        var (height, width) = (Math.Min(filters, (int)MatrixHeight), Math.Min(matrix.Columns, (int)MatrixWidth));
        var values = new float[height * width];
        for (var x = 0; x < width; x++)
        {
            var patch = matrix.Column((int)((x + 0.5) * matrix.Columns / width));
            for (var y = 0; y < height; y++)
            {
                var filter = (int)((y + 0.5) * filters / height);
                values[y * width + x] = bias[filter] + Dot(weights.AsSpan(filter * matrix.Rows, matrix.Rows), patch);
            }
        }
        return PixelGrid.Of(values, width, height, ColourScale.For(values));
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Length; i++) sum += left[i] * right[i];
        return sum;
    }

    /// <summary>A part of the input in colours, or its first channel; what is in the padding is 0.</summary>
    private static RgbImage InputImage(OutputPixel pixel, int left, int top, int width, int height)
    {
        var isColour = pixel.Input.Channels == 3;
        var channels = isColour ? 3 : 1;
        var part = new float[channels * width * height];
        for (var channel = 0; channel < channels; channel++)
            for (var y = Math.Max(0, -top); y < height && top + y < pixel.Input.Height; y++)
                for (var x = Math.Max(0, -left); x < width && left + x < pixel.Input.Width; x++)
                    part[(channel * height + y) * width + x] = pixel.InputValues[((pixel.FirstChannel + channel) * pixel.Input.Height + top + y) * pixel.Input.Width + left + x];
        return isColour
            ? PixelGrid.Colours(part, width, height, pixel.InputValues.Min(), pixel.InputValues.Max(), pixel.Model.Preprocessing.Channels == ChannelOrder.Bgr)
            : PixelGrid.Of(part, width, height, ColourScale.For(pixel.InputValues));
    }

    /// <summary>A matrix with no more pixels than can be seen: of each pixel's values, one.</summary>
    private static RgbImage Shrunk(int rows, int columns, Func<int, int, float> value, ColourScale scale)
    {
        var (height, width) = (Math.Min(rows, (int)MatrixHeight), Math.Min(columns, (int)MatrixWidth));
        var grid = new PixelGrid(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) grid.Set(x, y, scale.Of(value((int)((y + 0.5) * rows / height), (int)((x + 0.5) * columns / width))));
        return grid.Image;
    }
}
