namespace AlexNet.Engine.Devices.Memory;

/// <summary>
/// A device's mailbox: the places where others put what its stages read, and beside each a line that says how much has arrived. A line has one writer; it is
/// written after the values, and read before them, so that nobody needs a lock, in one process or several.
/// </summary>
/// <param name="memory">The memory that the devices share.</param>
/// <param name="device">Whose mailbox it is.</param>
internal readonly unsafe struct Mailbox(ExchangeMemory memory, int device)
{
    /// <summary>Copies a part of one image's maps to its place.</summary>
    /// <param name="stage">The stage that reads it.</param>
    /// <param name="image">The image.</param>
    /// <param name="offset">Floats from the start of the stage's input.</param>
    /// <param name="source">The values.</param>
    /// <param name="count">How many.</param>
    public void Put(int stage, int image, long offset, float* source, long count)
    {
        var target = memory.Slot(device, stage, image) + offset;
        if (target != source) Buffer.MemoryCopy(source, target, count * sizeof(float), count * sizeof(float));
    }

    /// <summary>Says that a sender's part of the first <paramref name="images"/> images of a call is there.</summary>
    public void Post(int stage, int sender, DeviceCall call, int images, long bytes)
    {
        var line = Line(stage, sender);
        line[1] += bytes;
        Volatile.Write(ref line[0], Stamp(call.Number, images));
    }

    /// <summary>Whether that part of so many images of a call has arrived.</summary>
    public bool HasArrived(int stage, int sender, DeviceCall call, int images)
    {
        var stamp = Volatile.Read(ref Line(stage, sender)[0]);
        return stamp >> 32 == call.Number && (int)stamp >= images;
    }

    /// <summary>Bytes that a sender has ever put there for a stage.</summary>
    public long Bytes(int stage, int sender) => Volatile.Read(ref Line(stage, sender)[1]);

    /// <summary>Ends a call for whoever waits at this mailbox.</summary>
    public void Abort(uint call) => Volatile.Write(ref memory.Control(device)[0], call);

    /// <summary>Whether a call was ended.</summary>
    public bool IsAborted(uint call) => Volatile.Read(ref memory.Control(device)[0]) == call;

    /// <summary>Counts up while the device's process is alive.</summary>
    public ref long Heartbeat => ref memory.Control(device)[1];

    private static long Stamp(uint call, int images) => (long)call << 32 | (uint)images;

    private long* Line(int stage, int sender) => memory.Arrivals(device, stage, sender);
}
