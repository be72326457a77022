using System.Runtime.InteropServices;

namespace AlexNet.Engine.Devices.Timelines;

/// <summary>What a device was doing.</summary>
public enum SpanKind
{
    /// <summary>A layer's arithmetic.</summary>
    Compute,

    /// <summary>What of a layer could be done before the other device's maps had arrived.</summary>
    Prepare,

    /// <summary>Writing maps to another device's mailbox.</summary>
    Send,

    /// <summary>Nothing, until a message arrives.</summary>
    Wait,
}

/// <summary>A span as a device writes it to shared memory. Times are of the system's monotonic clock, which all processes read alike.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimelineSpan
{
    /// <summary>Bytes of one.</summary>
    public const int Size = 48;

    /// <summary>A device records no more than these in a call; a hundred images' worth.</summary>
    public const int MostPerDevice = 1 << 14;

    /// <summary>Start and end, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Start, End;

    /// <summary>Bytes sent, or of weights.</summary>
    public long Bytes;

    /// <summary>Index of the first layer, how many are computed together, and of a message, the receiver.</summary>
    public int Layer, Layers, To;

    /// <summary>The first image, and how many.</summary>
    public int FirstImage, Images;

    private int _kind;

    /// <summary>What it was.</summary>
    public SpanKind Kind
    {
        readonly get => (SpanKind)_kind;
        set => _kind = (int)value;
    }
}
