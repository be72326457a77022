using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Devices.Timelines;

namespace AlexNet.Engine.Devices.Memory;

/// <summary>
/// Where things are in the memory that devices share; a function of the plan and the batch, so that processes which agree on those agree on it.
/// host: inputs [batch][input], logits [batch][classes];
/// then for each device, on pages of its own: control line; for each stage, for each sender, a line of what has arrived; recorded spans; for each stage but
/// the first its input [batch][channels read][height][width].
/// </summary>
internal sealed class ExchangeLayout
{
    /// <summary>Bytes of a cache line, and of the line beside it that processors fetch along: no two writers meet in it.</summary>
    public const int Line = 128;

    private const int Page = 4096;

    private readonly PartitionPlan _plan;
    private readonly long _logits;
    private readonly long[] _devices;
    private readonly long[] _spans;
    private readonly long[][] _slots;

    /// <param name="plan">How the network is cut.</param>
    /// <param name="batch">Images of a forward pass at most.</param>
    public ExchangeLayout(PartitionPlan plan, int batch)
    {
        _plan = plan;
        Batch = batch;
        SpanCapacity = Math.Min(TimelineSpan.MostPerDevice, batch * plan.Architecture.Layers.Count * 4);
        _devices = new long[plan.Devices];
        _spans = new long[plan.Devices];
        _slots = new long[plan.Devices][];
        _logits = Lines(batch * plan.Architecture.Input.Count * sizeof(float));
        var end = _logits + Lines((long)batch * plan.Architecture.Classes * sizeof(float));
        for (var device = 0; device < plan.Devices; device++)
        {
            _devices[device] = (end + Page - 1) / Page * Page;
            _spans[device] = _devices[device] + Line + (long)plan.Stages.Count * (plan.Devices + 1) * Line;
            end = _spans[device] + Lines((long)SpanCapacity * TimelineSpan.Size);
            _slots[device] = new long[plan.Stages.Count];
            foreach (var stage in plan.Stages.Skip(1))
            {
                _slots[device][stage.Index] = end;
                end += Lines(batch * stage.InputLength(device) * sizeof(float));
            }
        }
        Bytes = (end + Page - 1) / Page * Page;
    }

    /// <summary>Images of a forward pass at most.</summary>
    public int Batch { get; }

    /// <summary>Spans that a device can record in a call.</summary>
    public int SpanCapacity { get; }

    /// <summary>Bytes of everything.</summary>
    public long Bytes { get; }

    /// <summary>Bytes of a device's own part: its mailbox.</summary>
    public long MailboxBytes(int device) => (device + 1 < _devices.Length ? _devices[device + 1] : Bytes) - _devices[device];

    /// <summary>The input of an image.</summary>
    public long Input(int image) => image * _plan.Architecture.Input.Count * sizeof(float);

    /// <summary>The logits of an image.</summary>
    public long Logits(int image) => _logits + (long)image * _plan.Architecture.Classes * sizeof(float);

    /// <summary>A device's control line.</summary>
    public long Control(int device) => _devices[device];

    /// <summary>What a sender, or the host as one past the last device, has delivered for a stage.</summary>
    public long Arrivals(int device, int stage, int sender) => _devices[device] + Line + ((long)stage * (_plan.Devices + 1) + (sender < 0 ? _plan.Devices : sender)) * Line;

    /// <summary>A device's recorded spans.</summary>
    public long Spans(int device) => _spans[device];

    /// <summary>The first image's input of a stage on a device.</summary>
    public long Slot(int device, int stage) => _slots[device][stage];

    /// <summary>Floats from one image to the next there.</summary>
    public long SlotLength(int device, int stage) => _plan.Stages[stage].InputLength(device);

    private static long Lines(long bytes) => (bytes + Line - 1) / Line * Line;
}
