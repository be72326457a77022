namespace AlexNet.Engine.Devices.Memory;

/// <summary>The memory that devices share: inputs and logits of the host, and each device's mailbox. See <see cref="ExchangeLayout"/>.</summary>
/// <param name="block">At least as many bytes as the layout has, zeroed.</param>
/// <param name="layout">Where things are.</param>
internal sealed unsafe class ExchangeMemory(IMemoryBlock block, ExchangeLayout layout) : IDisposable
{
    /// <summary>Where things are.</summary>
    public ExchangeLayout Layout => layout;

    /// <summary>The memory itself.</summary>
    public IMemoryBlock Block => block;

    /// <summary>A device's mailbox.</summary>
    public Mailbox this[int device] => new(this, device);

    /// <summary>The input of an image.</summary>
    public float* Input(int image) => (float*)(block.Pointer + layout.Input(image));

    /// <summary>The logits of an image.</summary>
    public float* Logits(int image) => (float*)(block.Pointer + layout.Logits(image));

    /// <summary>A device's control line.</summary>
    public long* Control(int device) => (long*)(block.Pointer + layout.Control(device));

    /// <summary>What has arrived from a sender.</summary>
    public long* Arrivals(int device, int stage, int sender) => (long*)(block.Pointer + layout.Arrivals(device, stage, sender));

    /// <summary>A device's recorded spans.</summary>
    public byte* Spans(int device) => block.Pointer + layout.Spans(device);

    /// <summary>An image's input of a stage on a device.</summary>
    public float* Slot(int device, int stage, int image) => stage == 0
        ? Input(image)
        : (float*)(block.Pointer + layout.Slot(device, stage)) + image * layout.SlotLength(device, stage);

    /// <inheritdoc/>
    public void Dispose() => block.Dispose();
}
