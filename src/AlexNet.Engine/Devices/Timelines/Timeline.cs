using System.Diagnostics;

namespace AlexNet.Engine.Devices.Timelines;

/// <summary>What the devices of one or several forward passes did, and when.</summary>
[TypeFormatterSource]
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

    /// <summary>Whether further calls find no room.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Everything that was recorded, call after call and device after device.</summary>
    public IReadOnlyList<DeviceSpan> Spans => _spans;

    /// <summary>Milliseconds from the first start to the last end.</summary>
    public double Duration => _spans.Count == 0 ? 0 : _spans.Max(span => span.End);

    /// <summary>Milliseconds that a device computed or sent.</summary>
    public double Busy(string device) => _spans.Where(span => span.Device == device && span.Kind != SpanKind.Wait).Sum(span => span.Duration);

    /// <summary>The place of a device among them.</summary>
    public int IndexOf(string device)
    {
        for (var i = 0; i < Devices.Count; i++)
            if (Devices[i] == device) return i;
        throw new ArgumentException($"the timeline has no device '{device}', but {string.Join(", ", Devices)}", nameof(device));
    }

    /// <summary>One forward pass alone, its times from its own start.</summary>
    /// <param name="call">Its number, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number.</exception>
    public Timeline Of(int call)
    {
        if (call < 1 || call > Calls) throw new ArgumentOutOfRangeException(nameof(call), call, $"the timeline has {Calls} forward passes");
        var spans = _spans.Where(span => span.Call == call).ToList();
        var first = spans.Min(span => span.Start);
        var one = new Timeline(Network, Devices) { Calls = 1 };
        one._spans.AddRange(spans.Select(span => span with { Call = 1, Start = span.Start - first, End = span.End - first }));
        return one;
    }

    /// <summary>Takes a call's spans; times are in ticks of the system's monotonic clock.</summary>
    internal void Add(IEnumerable<(TimelineSpan Ticks, DeviceSpan Span)> spans)
    {
        var call = spans.ToList();
        IsFull = _spans.Count + call.Count > MostSpans;
        if (call.Count == 0 || IsFull) return;
        Calls++;
        if (_first == 0) _first = call.Min(span => span.Ticks.Start);
        double Milliseconds(long ticks) => (ticks - _first) * 1e3 / Stopwatch.Frequency;
        _spans.AddRange(call.Select(span => span.Span with { Call = Calls, Start = Milliseconds(span.Ticks.Start), End = Milliseconds(span.Ticks.End) }));
    }
}
