using System.Text;
using System.Text.Json;
using AlexNet.Engine.Devices.Timelines;

namespace AlexNet.Rendering.Timelines;

/// <summary>
/// A timeline in the Trace Event Format, which chrome://tracing and Perfetto read: a process for the network, a thread for each device, a complete event for each
/// span, a flow arrow for each message. Times are microseconds.
/// </summary>
public static class ChromeTrace
{
    private const int Process = 1;

    /// <summary>Writes it.</summary>
    /// <param name="timeline">What was recorded.</param>
    /// <returns>JSON.</returns>
    public static string Write(Timeline timeline)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("displayTimeUnit", "ms");
            json.WriteStartArray("traceEvents");
            Event(json, "process_name", "M", 0, 0, () => json.WriteString("name", $"AlexNet {timeline.Network}"));
            for (var device = 0; device < timeline.Devices.Count; device++)
                Event(json, "thread_name", "M", device, 0, () => json.WriteString("name", timeline.Devices[device]));
            for (var i = 0; i < timeline.Spans.Count; i++) Span(json, timeline, timeline.Spans[i], i);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Span(Utf8JsonWriter json, Timeline timeline, DeviceSpan span, int number)
    {
        var device = timeline.IndexOf(span.Device);
        var name = span.Kind == SpanKind.Compute ? span.Layer : $"{span.Kind} {span.Layer}";
        Event(json, name, "X", device, span.Start, () =>
        {
            json.WriteNumber("call", span.Call);
            json.WriteNumber("firstImage", span.FirstImage);
            json.WriteNumber("images", span.Images);
            json.WriteNumber("bytes", span.Bytes);
            if (span.Algorithm is { } algorithm) json.WriteString("algorithm", algorithm);
        }, () => json.WriteNumber("dur", Microseconds(span.Duration)));
        if (span.To is not { } to) return;
        Event(json, $"to {to}", "s", device, span.End, null, () => json.WriteNumber("id", number));
        Event(json, $"to {to}", "f", timeline.IndexOf(to), span.End, null, () =>
        {
            json.WriteNumber("id", number);
            json.WriteString("bp", "e");
        });
    }

    private static void Event(Utf8JsonWriter json, string name, string phase, int thread, double milliseconds, Action? arguments, Action? more = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", phase);
        json.WriteString("cat", "alexnet");
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", thread);
        json.WriteNumber("ts", Microseconds(milliseconds));
        more?.Invoke();
        if (arguments is not null)
        {
            json.WriteStartObject("args");
            arguments();
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static double Microseconds(double milliseconds) => Math.Round(milliseconds * 1e3, 3);
}
