using AlexNet.Engine.Devices.Timelines;
using AlexNet.Rendering.Drawings;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Timelines;

/// <summary>A timeline as a drawing: a row a device, a bar a layer, an arrow a message; what is left of a row's ground is idle time.</summary>
public static class TimelineDrawing
{
    private const double Left = 76, Top = 44, Width = 700, Bar = 34, Row = 74, Foot = 64;
    private const double LabelSize = 10.5;
    private const int MaxTicks = 8;

    /// <summary>Inks by kind of work: convolutions, normalization and pooling, fully connected layers, what is not arithmetic.</summary>
    private static readonly IReadOnlyList<(string Name, Ink Ink, Func<DeviceSpan, bool> Fits)> Inks =
    [
        ("waiting", Ink.Idle, span => span.Kind == SpanKind.Wait),
        ("sending", Ink.Accent, span => span.Kind == SpanKind.Send),
        ("begun on the own half", Ink.Early, span => span.Kind == SpanKind.Prepare),
        ("convolution", Ink.Convolution, span => span.Algorithm is not null),
        ("fully connected", Ink.FullyConnected, span => span.Bytes > 0),
        ("normalization, pooling", Ink.Local, _ => true),
    ];

    /// <summary>Draws it.</summary>
    /// <param name="timeline">What was recorded; of many forward passes better one alone, see <see cref="Timeline.Of"/>.</param>
    public static Drawing Draw(Timeline timeline) => Draw(timeline.Network, timeline.Devices, timeline.Spans);

    /// <summary>Draws spans of some devices.</summary>
    /// <param name="name">What they are of.</param>
    /// <param name="devices">The devices, from the top.</param>
    /// <param name="spans">What they did.</param>
    public static Drawing Draw(string name, IReadOnlyList<string> devices, IReadOnlyList<DeviceSpan> spans)
    {
        var start = spans.Select(span => span.Start).DefaultIfEmpty().Min();
        var duration = Math.Max(spans.Select(span => span.End).DefaultIfEmpty().Max() - start, 1e-6);
        var places = devices.Index().ToDictionary(device => device.Item, device => Top + device.Index * Row);
        double X(double milliseconds) => Left + (milliseconds - start) / duration * Width;
        var drawing = new Drawing(Left + Width + 24, Top + devices.Count * Row + Foot, Title(name, devices, spans, duration));
        drawing.Write(Left, 20, drawing.Title, 14);
        foreach (var device in devices)
        {
            var busy = spans.Where(span => span.Device == device && span.Kind != SpanKind.Wait).Sum(span => span.Duration);
            drawing.Write(8, places[device] + 15, device, 13);
            drawing.Write(8, places[device] + 30, $"{Numbers.Fixed(100 * (1 - busy / duration), 0)} % idle", 11, Ink.Muted);
            drawing.Add(new Box(Left, places[device], Width, Bar) { Fill = Ink.Panel, Stroke = Ink.Rule, Part = "ground" });
        }
        foreach (var span in spans) DrawSpan(drawing, span, X(span.Start), X(span.End), places[span.Device]);
        foreach (var span in spans)
            if (span.To is { } to && places.TryGetValue(to, out var target)) DrawMessage(drawing, span, to, X(span.End), places[span.Device], target);
        DrawAxis(drawing, duration, Top + devices.Count * Row - 18);
        DrawLegend(drawing, drawing.Height - 14);
        return drawing;
    }

    private static string Title(string name, IReadOnlyList<string> devices, IReadOnlyList<DeviceSpan> spans, double duration)
    {
        var images = spans.Select(span => span.FirstImage + span.Images).DefaultIfEmpty().Max();
        return $"{name}, {devices.Count} {(devices.Count == 1 ? "device" : "devices")}, {images} {(images == 1 ? "image" : "images")}, {Numbers.Fixed(duration, 2)} ms";
    }

    private static void DrawSpan(Drawing drawing, DeviceSpan span, double from, double to, double y)
    {
        var width = Math.Max(to - from, 0.3);
        drawing.Add(new Box(from, y, width, Bar) { Fill = Inks.First(ink => ink.Fits(span)).Ink, Stroke = Ink.Ground, StrokeWidth = 0.4, Part = $"{span.Kind}", Tip = Tip(span) });
        if (span.Kind == SpanKind.Compute && width > Letters.Width(span.Layer, LabelSize))
            drawing.Write((from + to) / 2, y + 21, span.Layer, LabelSize, Ink.OnColour, Anchor.Middle);
    }

    /// <summary>From the lower edge of a row to the upper edge of the next, or the other way round.</summary>
    private static void DrawMessage(Drawing drawing, DeviceSpan span, string to, double x, double from, double target)
    {
        var isDown = target > from;
        drawing.Add(new Line(x, isDown ? from + Bar : from, x + 5, isDown ? target : target + Bar)
        {
            Stroke = Ink.Accent,
            Width = 0.9,
            IsArrow = true,
            Part = "message",
            Tip = $"{Numbers.Count(span.Bytes)} bytes to {to} for {span.Layer}",
        });
    }

    private static void DrawAxis(Drawing drawing, double duration, double y)
    {
        var step = Plot.Ceiling(duration / MaxTicks);
        for (var tick = 0; tick * step <= duration; tick++)
        {
            var x = Left + Width * tick * step / duration;
            drawing.Add(new Line(x, y, x, y + 5) { Stroke = Ink.Muted });
            drawing.Write(x, y + 17, $"{Numbers.Value(tick * step)} ms", 10.5, Ink.Muted, Anchor.Middle);
        }
    }

    private static void DrawLegend(Drawing drawing, double y)
    {
        var x = 8.0;
        foreach (var (name, ink, _) in Inks.Append(("idle", Ink.Panel, _ => false)))
        {
            drawing.Add(new Box(x, y - 10, 12, 12) { Fill = ink, Stroke = Ink.Rule });
            drawing.Write(x + 16, y, name, 10.5, Ink.Muted);
            x += 28 + Letters.Width(name, 10.5);
        }
    }

    private static string Tip(DeviceSpan span) =>
        $"{span.Kind} {span.Layer}{(span.Algorithm is { } algorithm ? $" by {algorithm}" : "")}: {Numbers.Fixed(span.Duration, 3)} ms, images {span.FirstImage}-{span.FirstImage + span.Images - 1}{(span.Bytes > 0 ? $", {Numbers.Count(span.Bytes)} bytes" : "")}";
}
