using System.Diagnostics;

namespace AlexNet.Engine.Devices.Timelines;

/// <summary>What the devices of one or several forward passes did, and when.</summary>
public sealed class Timeline
{
    /// <summary>Spans of one recording at most; a folder of photos goes on without being recorded.</summary>
    public const int MostSpans = 100_000;

    private readonly List<DeviceSpan> _spans = [];
    private long _first;

    /// <param name="network">Name of the network.</param>
    /// <param name="devices">Names of the devices.</param>
    public Timeline(string network, IReadOnlyList<string> devices) => (Network, Devices) = (network, devices);

    /// <summary>Name of the network.</summary>
    public string Network { get; }

    /// <summary>Names of the devices, in order.</summary>
    public IReadOnlyList<string> Devices { get; }

    /// <summary>Forward passes recorded.</summary>
    public int Calls { get; private set; }

    /// <summary>Everything that was recorded, call after call and device after device.</summary>
    public IReadOnlyList<DeviceSpan> Spans => _spans;

    /// <summary>Milliseconds from the first start to the last end.</summary>
    public double Duration => _spans.Count == 0 ? 0 : _spans.Max(span => span.End);

    /// <summary>Milliseconds that a device computed or sent.</summary>
    public double Busy(string device) => _spans.Where(span => span.Device == device && span.Kind != SpanKind.Wait).Sum(span => span.Duration);

    /// <summary>Takes a call's spans; times are in ticks of the system's monotonic clock.</summary>
    internal void Add(IEnumerable<(TimelineSpan Ticks, DeviceSpan Span)> spans)
    {
        var call = spans.ToList();
        if (call.Count == 0 || _spans.Count + call.Count > MostSpans) return;
        Calls++;
        if (_first == 0) _first = call.Min(span => span.Ticks.Start);
        double Milliseconds(long ticks) => (ticks - _first) * 1e3 / Stopwatch.Frequency;
        _spans.AddRange(call.Select(span => span.Span with { Call = Calls, Start = Milliseconds(span.Ticks.Start), End = Milliseconds(span.Ticks.End) }));
    }
}
