using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Devices;

/// <summary>Which devices a network runs on, and how.</summary>
public sealed record DeviceOptions
{
    /// <summary>Devices: 1, 2 or 4.</summary>
    public int Count { get; init; } = 2;

    /// <summary>Where they compute.</summary>
    public DeviceKind Kind { get; init; }

    /// <summary>Threads of all devices together; 0 for one a core. Every device has at least one.</summary>
    public int Threads { get; init; }

    /// <summary>What must and must not compute the convolutions, as for one device: the choice is the whole layer's.</summary>
    public PlanOptions Plan { get; init; } = PlanOptions.Default;

    /// <summary>Images that go through the convolutions together on a device, 1 to 8; 0 chooses for each stage. It changes the speed, never the answers.</summary>
    public int ImagesTogether { get; init; }

    /// <summary>Whether every forward pass is recorded.</summary>
    public bool Timeline { get; init; }

    /// <summary>Throws when a value cannot be meant.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Says which.</exception>
    internal DeviceOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threads, 1024);
        ArgumentOutOfRangeException.ThrowIfNegative(ImagesTogether);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ImagesTogether, Programs.MicroBatch.Most);
        if (!Enum.IsDefined(Kind)) throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "no kind of device");
        return this;
    }
}
