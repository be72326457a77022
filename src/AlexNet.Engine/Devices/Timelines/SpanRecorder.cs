using System.Diagnostics;
using AlexNet.Engine.Devices.Memory;

namespace AlexNet.Engine.Devices.Timelines;

/// <summary>Writes a device's spans to shared memory: a clock's reading at either end and one line of memory. While it is off, one comparison.</summary>
/// <remarks>The number of spans is in the third word of the control line. When there is no more room the rest is not recorded.</remarks>
internal sealed unsafe class SpanRecorder(ExchangeMemory memory, int device)
{
    private readonly TimelineSpan* _spans = (TimelineSpan*)memory.Spans(device);
    private readonly long* _count = memory.Control(device) + 2;
    private bool _isOn;

    /// <summary>Begins a call.</summary>
    public void Begin(bool isOn)
    {
        _isOn = isOn;
        Volatile.Write(ref *_count, 0);
    }

    /// <summary>When something starts; 0 while off.</summary>
    public long Start() => _isOn ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Records what started then and ends now.</summary>
    public void Add(long start, SpanKind kind, (int Layer, int Layers) what, int to, int firstImage, int images, long bytes)
    {
        if (!_isOn || *_count >= memory.Layout.SpanCapacity) return;
        _spans[*_count] = new TimelineSpan
        {
            Start = start,
            End = Stopwatch.GetTimestamp(),
            Bytes = bytes,
            Layer = what.Layer,
            Layers = what.Layers,
            To = to,
            FirstImage = firstImage,
            Images = images,
            Kind = kind,
        };
        Volatile.Write(ref *_count, *_count + 1);
    }
}
