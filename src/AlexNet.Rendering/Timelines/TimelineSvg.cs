using System.Globalization;
using System.Net;
using System.Text;
using AlexNet.Engine.Devices.Timelines;

namespace AlexNet.Rendering.Timelines;

/// <summary>A timeline as a drawing: a row a device, a bar a layer, an arrow a message; what is left of a row's ground is idle time.</summary>
public static class TimelineSvg
{
    private const double Left = 70;
    private const double Top = 44;
    private const double Width = 1200;
    private const double Bar = 34;
    private const double Row = 74;
    private const double Foot = 64;

    // A letter of the labels, and the least bar that gets one.
    private const double Letter = 6.2;
    private const int Ticks = 10;

    /// <summary>Colours by kind of work: convolutions, normalization and pooling, fully connected layers, what is not arithmetic.</summary>
    private static readonly IReadOnlyList<(string Name, string Colour, Func<DeviceSpan, bool> Fits)> Colours =
    [
        ("waiting", "#d9d9d9", span => span.Kind == SpanKind.Wait),
        ("sending", "#c0392b", span => span.Kind == SpanKind.Send),
        ("begun on the own half", "#8fb8de", span => span.Kind == SpanKind.Prepare),
        ("convolution", "#3b76af", span => span.Algorithm is not null),
        ("fully connected", "#4f9a4f", span => span.Bytes > 0),
        ("normalization, pooling", "#d39b2e", _ => true),
    ];

    /// <summary>Draws it.</summary>
    /// <param name="timeline">What was recorded; of many forward passes better one alone, see <see cref="Timeline.Of"/>.</param>
    /// <returns>An SVG document.</returns>
    public static string Draw(Timeline timeline)
    {
        var svg = new StringBuilder();
        var duration = Math.Max(timeline.Duration, 1e-6);
        double X(double milliseconds) => Left + milliseconds / duration * Width;
        double Y(string device) => Top + timeline.IndexOf(device) * Row;
        var height = Top + timeline.Devices.Count * Row + Foot;
        Add(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Left + Width + 30:0} {height:0}" font-family="sans-serif" font-size="11">""");
        Add(svg, $"""<defs><marker id="head" markerWidth="7" markerHeight="6" refX="6" refY="3" orient="auto"><path d="M0,0 L7,3 L0,6 z" fill="#c0392b"/></marker></defs>""");
        Add(svg, $"""<rect width="100%" height="100%" fill="#ffffff"/><text x="{Left}" y="20" font-size="14">{Text(Title(timeline))}</text>""");
        foreach (var device in timeline.Devices)
        {
            var idle = 1 - timeline.Busy(device) / duration;
            Add(svg, $"""<text x="8" y="{Y(device) + 15:0.#}" font-size="13">{Text(device)}</text><text x="8" y="{Y(device) + 30:0.#}" fill="#666666">{idle:P0} idle</text>""");
            Add(svg, $"""<rect class="ground" x="{Left}" y="{Y(device):0.#}" width="{Width}" height="{Bar}" fill="#f1f1f1" stroke="#cccccc"/>""");
        }
        foreach (var span in timeline.Spans) DrawSpan(svg, span, X(span.Start), X(span.End), Y(span.Device));
        foreach (var span in timeline.Spans)
            if (span.To is { } to) DrawArrow(svg, span, to, X(span.End), Y(span.Device), Y(to));
        DrawAxis(svg, duration, Top + timeline.Devices.Count * Row - 18);
        DrawLegend(svg, height - 14);
        return svg.Append("</svg>\n").ToString();
    }

    private static string Title(Timeline timeline) => FormattableString.Invariant(
        $"{timeline.Network}, {timeline.Devices.Count} {(timeline.Devices.Count == 1 ? "device" : "devices")}, {timeline.Spans.Select(span => span.FirstImage + span.Images).DefaultIfEmpty().Max()} images, {timeline.Duration:0.00} ms");

    private static void DrawSpan(StringBuilder svg, DeviceSpan span, double from, double to, double y)
    {
        var width = Math.Max(to - from, 0.3);
        var colour = Colours.First(colour => colour.Fits(span)).Colour;
        Add(svg, $"""<rect class="{span.Kind}" x="{from:0.##}" y="{y:0.#}" width="{width:0.##}" height="{Bar}" fill="{colour}" stroke="#ffffff" stroke-width="0.4"><title>{Text(Tip(span))}</title></rect>""");
        if (span.Kind == SpanKind.Compute && width > span.Layer.Length * Letter)
            Add(svg, $"""<text x="{(from + to) / 2:0.##}" y="{y + 21:0.#}" text-anchor="middle" fill="#ffffff" pointer-events="none">{Text(span.Layer)}</text>""");
    }

    /// <summary>From the lower edge of a row to the upper edge of the next, or the other way round.</summary>
    private static void DrawArrow(StringBuilder svg, DeviceSpan span, string to, double x, double from, double target)
    {
        var isDown = target > from;
        Add(svg, $"""<line class="message" x1="{x:0.##}" y1="{(isDown ? from + Bar : from):0.#}" x2="{x + 5:0.##}" y2="{(isDown ? target : target + Bar):0.#}" stroke="#c0392b" stroke-width="0.9" marker-end="url(#head)"><title>{Text($"{span.Bytes:N0} bytes to {to} for {span.Layer}")}</title></line>""");
    }

    private static void DrawAxis(StringBuilder svg, double duration, double y)
    {
        for (var tick = 0; tick <= Ticks; tick++)
        {
            var x = Left + Width * tick / Ticks;
            Add(svg, $"""<line x1="{x:0.#}" y1="{y:0.#}" x2="{x:0.#}" y2="{y + 5:0.#}" stroke="#999999"/><text x="{x:0.#}" y="{y + 17:0.#}" text-anchor="middle" fill="#666666">{duration * tick / Ticks:0.0} ms</text>""");
        }
    }

    private static void DrawLegend(StringBuilder svg, double y)
    {
        var x = Left;
        foreach (var (name, colour, _) in Colours.Append(("idle", "#f1f1f1", _ => false)))
        {
            Add(svg, $"""<rect x="{x:0.#}" y="{y - 10:0.#}" width="12" height="12" fill="{colour}" stroke="#cccccc"/><text x="{x + 17:0.#}" y="{y:0.#}" fill="#444444">{Text(name)}</text>""");
            x += 40 + name.Length * Letter;
        }
    }

    private static string Tip(DeviceSpan span) => FormattableString.Invariant(
        $"{span.Kind} {span.Layer}{(span.Algorithm is { } algorithm ? $" by {algorithm}" : "")}: {span.Duration:0.000} ms, images {span.FirstImage}-{span.FirstImage + span.Images - 1}{(span.Bytes > 0 ? $", {span.Bytes:N0} bytes" : "")}");

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Add(StringBuilder svg, FormattableString line) => svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
