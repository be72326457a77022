using AlexNet.Engine.Inspection;
using AlexNet.Imaging;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Pixels;
using AlexNet.Rendering.Tensors;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Features;

/// <summary>The maps that a layer makes of a photo, in the colours of signed values, beside the photo; of a fully connected layer its neurons as a square of pixels.</summary>
public static class FeatureMapView
{
    private const double Margin = 10, PhotoSide = 120, Label = 12;

    /// <summary>Shows a layer's outputs.</summary>
    /// <param name="output">The outputs.</param>
    /// <param name="photo">The photo; null where there is none to show.</param>
    /// <param name="options">How many maps, and whether each has a scale of its own.</param>
    public static View Of(LayerOutput output, RgbImage? photo, RenderOptions options)
    {
        var shown = output.Shape.Plane > 1 ? Math.Min(output.Shape.Channels, options.MaxItems) : 1;
        var scale = ColourScale.For(output.Values);
        var drawing = Draw(output, photo, options.ScaleEach && output.Shape.Plane > 1 ? null : scale, shown);
        var view = new View(drawing.Title).Add(drawing);
        view.Note(options.ScaleEach && output.Shape.Plane > 1 ? "blue below 0, white 0, red above, each map by its own farthest value" : $"{scale}, the same for all maps");
        if (output.Shape.Plane > 1) view.Note(Numbers.Shown(shown, output.Shape.Channels, "maps")).Note(Dead(output));
        return view.Add(TensorTable.Of((output.Layer, output.Shape.ToString(), output.Statistics)));
    }

    private static Drawing Draw(LayerOutput output, RgbImage? photo, ColourScale? scale, int shown)
    {
        var (width, height) = output.Shape.Plane > 1 ? (output.Shape.Width, output.Shape.Height) : Square(output.Shape.Channels);
        var sheet = TileSheet.For(shown, width, Drawing.MaxWidth - 2 * Margin, output.Shape.Plane > 1 ? 0 : 2);
        var title = $"{output.Layer}: {output.Shape}, {output.Kind}, {System.IO.Path.GetFileName(output.Path)}, {output.Model}";
        var across = Math.Max(Math.Min(sheet.Across, shown) * (sheet.Side + TileSheet.Gap), 320);
        var drawing = new Drawing(across + 2 * Margin, 0, title);
        var (x, y, head) = (Margin, Margin, 70.0);
        if (photo is not null)
        {
            var factor = PhotoSide / Math.Max(photo.Width, photo.Height);
            drawing.Add(new Picture(x, y, photo.Width * factor, photo.Height * factor, photo) { IsPhoto = true, Part = "photo" });
            x += photo.Width * factor + 1.5 * Margin;
            head = Math.Max(head, photo.Height * factor);
        }
        drawing.Write(x, y + 13, $"{output.Layer}  {output.Shape}", 13, bold: true);
        drawing.Write(x, y + 29, $"{output.Kind}{(shown < output.Shape.Channels && output.Shape.Plane > 1 ? $", {Numbers.Shown(shown, output.Shape.Channels, "maps")}" : "")}", 11, Ink.Muted);
        if (scale is { } all) all.Draw(drawing, x, y + 40, 180);
        else drawing.Write(x, y + 45, "each map on its own scale: blue below 0, white 0, red above", 11, Ink.Muted);
        y += head + 1.5 * Margin;
        for (var map = 0; map < shown; map++)
        {
            var values = output.Shape.Plane > 1 ? output.Map(map) : Padded(output.Values, width * height);
            var own = TensorStatistics.Of(values);
            sheet.Draw(drawing, PixelGrid.Of(values, width, height, scale ?? ColourScale.For(values)), map, Margin, y, $"map {map}: {own}", output.Shape.Plane > 1 ? $"{map}" : null);
        }
        drawing.EndAt(y + sheet.Height(shown, output.Shape.Plane > 1 ? Label : 0) + Margin);
        return drawing;
    }

    private static string? Dead(LayerOutput output)
    {
        var dead = Enumerable.Range(0, output.Shape.Channels).Where(map => output.Map(map).All(value => value == 0)).ToList();
        return dead.Count == 0 ? null : $"{dead.Count} of them 0 everywhere: {string.Join(", ", dead.Take(16))}{(dead.Count > 16 ? ", ..." : "")}";
    }

    /// <summary>The smallest square of pixels, or a row less, that holds so many values: 64x64 for 4096.</summary>
    private static (int Width, int Height) Square(int count)
    {
        var width = (int)Math.Ceiling(Math.Sqrt(count));
        return (width, (count + width - 1) / width);
    }

    private static float[] Padded(float[] values, int length) => values.Length == length ? values : [.. values, .. new float[length - values.Length]];
}
