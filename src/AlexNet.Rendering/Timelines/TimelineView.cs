using AlexNet.Engine.Devices.Timelines;
using AlexNet.Rendering.Views;

namespace AlexNet.Rendering.Timelines;

/// <summary>What the devices did: the drawing, and for each device the time it computed, sent and waited.</summary>
public static class TimelineView
{
    /// <summary>Shows a timeline.</summary>
    public static View Of(Timeline timeline) => Of(timeline.Network, timeline.Devices, timeline.Spans);

    /// <summary>Shows spans of one forward pass that came alone, as from a pipeline.</summary>
    public static View Of(IReadOnlyList<DeviceSpan> spans) =>
        Of($"forward pass {spans[0].Call}", [.. spans.Select(span => span.Device).Distinct().Order(StringComparer.Ordinal)], spans);

    private static View Of(string name, IReadOnlyList<string> devices, IReadOnlyList<DeviceSpan> spans)
    {
        var drawing = TimelineDrawing.Draw(name, devices, spans);
        var table = new Table("devices", [new("Device"), .. Enum.GetNames<SpanKind>().Select(kind => new Column($"{kind} ms", true)), new("Bytes sent", true)]);
        foreach (var device in devices)
        {
            var own = spans.Where(span => span.Device == device).ToList();
            table.Add([device, .. Enum.GetValues<SpanKind>().Select(kind => Numbers.Fixed(own.Where(span => span.Kind == kind).Sum(span => span.Duration), 3)),
                Numbers.Count(own.Where(span => span.Kind == SpanKind.Send).Sum(span => span.Bytes))]);
        }
        return new View(drawing.Title) { HasTitle = false }.Add(drawing).Add(table);
    }
}
