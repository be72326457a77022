using AlexNet.Rendering.Markup;
using AlexNet.Rendering.Pixels;

namespace AlexNet.Rendering.Drawings;

/// <summary>Writes drawings as SVG: without script, without anything to be fetched, with a title, in colours that follow the theme.</summary>
public static class SvgWriter
{
    private const string Fonts = "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";
    private const double UsualSize = 12;
    private const double HeadLength = 7, HeadWidth = 5;

    /// <summary>A file of its own, on ground of its own.</summary>
    public static string Document(Drawing drawing)
    {
        var markup = new MarkupWriter();
        Write(markup, drawing, isDocument: true);
        return markup.ToString();
    }

    /// <summary>The inks of a drawing.</summary>
    internal static IEnumerable<Ink> Inks(Drawing drawing) => drawing.Shapes.SelectMany(shape => shape switch
    {
        Box box => [box.Fill, box.Stroke],
        Polygon polygon => [polygon.Fill, polygon.Stroke],
        Line line => [line.Stroke],
        Words words => [words.Ink],
        _ => (IEnumerable<Ink?>)[],
    }).OfType<Ink>();

    /// <summary>An element in a page whose style sheet has the drawing's inks.</summary>
    internal static void Write(MarkupWriter markup, Drawing drawing, bool isDocument = false)
    {
        markup.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", isDocument ? Theme.Root : null), ("role", "img"), ("aria-label", drawing.Title),
            ("viewBox", FormattableString.Invariant($"0 0 {drawing.Width:0.##} {drawing.Height:0.##}")), ("width", drawing.Width), ("height", drawing.Height),
            ("style", "max-width:100%;height:auto"), ("font-family", Fonts), ("font-size", UsualSize)).Break();
        markup.Leaf("title", drawing.Title).Break();
        if (isDocument)
        {
            markup.Raw("<style>").Raw(Theme.Drawing(Inks(drawing).Append(Ink.Ground))).Raw("</style>\n");
            Write(markup, new Box(0, 0, drawing.Width, drawing.Height) { Fill = Ink.Ground });
        }
        foreach (var shape in drawing.Shapes) Write(markup, shape);
        markup.Close();
    }

    /// <summary>The head of an arrow, as the corners of a triangle.</summary>
    internal static (double X, double Y)[] Head(Line line)
    {
        double dx = line.X2 - line.X1, dy = line.Y2 - line.Y1, length = Math.Max(Math.Sqrt(dx * dx + dy * dy), 1e-9);
        (dx, dy) = (dx / length, dy / length);
        var (x, y) = (line.X2 - dx * HeadLength, line.Y2 - dy * HeadLength);
        return [(line.X2, line.Y2), (x - dy * HeadWidth / 2, y + dx * HeadWidth / 2), (x + dy * HeadWidth / 2, y - dx * HeadWidth / 2)];
    }

    private static void Write(MarkupWriter markup, Shape shape)
    {
        switch (shape)
        {
            case Box box:
                object? radius = box.Radius > 0 ? box.Radius : null;
                Element(markup, "rect", box, [("x", box.X), ("y", box.Y), ("width", box.Width), ("height", box.Height), ("rx", radius), .. Paint(box.Fill, box.Stroke, box.StrokeWidth, false)]);
                break;
            case Line line:
                Element(markup, "line", line, [("x1", line.X1), ("y1", line.Y1), ("x2", line.X2), ("y2", line.Y2), .. Paint(null, line.Stroke, line.Width, line.IsDashed)]);
                if (line.IsArrow) Element(markup, "polygon", new Polygon([]), [("points", Points(Head(line))), .. Paint(line.Stroke, null, 0, false)]);
                break;
            case Polygon polygon:
                Element(markup, polygon.Fill is null ? "polyline" : "polygon", polygon, [("points", Points(polygon.Points)), .. Paint(polygon.Fill, polygon.Stroke, polygon.Width, polygon.IsDashed)]);
                break;
            case Words words:
                markup.Leaf("text", words.Text, ("x", words.X), ("y", words.Y), ("font-size", words.Size == UsualSize ? null : words.Size),
                    ("text-anchor", words.Anchor == Anchor.Start ? null : words.Anchor.ToString().ToLowerInvariant()), ("font-weight", words.IsBold ? 600 : null),
                    ("fill", words.Ink.Light), ("class", Theme.Fill(words.Ink)), ("data-part", words.Part)).Break();
                break;
            case Picture picture:
                Element(markup, "image", picture, [("x", picture.X), ("y", picture.Y), ("width", picture.Width), ("height", picture.Height),
                    ("preserveAspectRatio", "none"), ("image-rendering", picture.IsPhoto ? null : "optimizeSpeed"), ("style", picture.IsPhoto ? null : "image-rendering:pixelated"), ("href", DataUri.Of(picture))]);
                break;
            default:
                throw new NotSupportedException($"no SVG for the shape {shape.GetType().Name}");
        }
    }

    /// <summary>An element, with its tip in it where it has one.</summary>
    private static void Element(MarkupWriter markup, string name, Shape shape, (string, object?)[] attributes)
    {
        (string, object?)[] all = [.. attributes, ("data-part", shape.Part)];
        if (shape.Tip is null) markup.Empty(name, all).Break();
        else markup.Open(name, all).Leaf("title", shape.Tip).Close();
    }

    private static (string, object?)[] Paint(Ink? fill, Ink? stroke, double width, bool dashed) =>
    [
        ("fill", fill is null ? "none" : fill.Light),
        ("stroke", stroke?.Light),
        ("stroke-width", stroke is null || width == 1 ? null : width),
        ("stroke-dasharray", dashed ? "4 3" : null),
        ("class", fill?.Name is null && stroke?.Name is null ? null : string.Join(' ', new[] { Theme.Fill(fill), Theme.Stroke(stroke) }.OfType<string>())),
    ];

    private static string Points(IEnumerable<(double X, double Y)> points) => string.Join(' ', points.Select(point => FormattableString.Invariant($"{point.X:0.##},{point.Y:0.##}")));
}
