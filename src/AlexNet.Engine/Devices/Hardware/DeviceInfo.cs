using AlexNet.Engine.Devices.Partitioning;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>A device as it would be made of this machine, and what its cores can do at most.</summary>
public sealed record DeviceInfo
{
    /// <summary>Name, as in <c>cpu0</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it computes.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>The processor's own name.</summary>
    public required string Processor { get; init; }

    /// <summary>The cores of its threads.</summary>
    public required IReadOnlyList<int> Cores { get; init => field = Indexable.List(value); }

    /// <summary>Whether the system keeps its threads on those cores.</summary>
    public required bool IsPinned { get; init; }

    /// <summary>Caches of its first core.</summary>
    public required Caches Caches { get; init; }

    /// <summary>Instruction sets that its kernels can use.</summary>
    public required IReadOnlyList<string> InstructionSets { get; init => field = Indexable.List(value); }

    /// <summary>Fused multiply-adds in registers, two operations each, on all its cores at once; measured. Null when nobody asked.</summary>
    public double? PeakGigaflops { get; init; }

    /// <summary>Memory that no cache holds, read by all its cores at once, in GB/s; measured. Null when nobody asked.</summary>
    public double? ReadGigabytesPerSecond { get; init; }

    /// <summary>The devices that this machine's cores make.</summary>
    /// <param name="count">1, 2 or 4.</param>
    /// <param name="kind">Where they compute.</param>
    /// <param name="threads">Threads of all of them; 0 for one a core.</param>
    /// <param name="measure">Whether the limits are measured, which takes a fifth of a second for each.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    public static IEnumerable<DeviceInfo> List(int count, DeviceKind kind, int threads = 0, bool measure = true, CancellationToken cancellation = default)
    {
        if (count is not (1 or 2 or PartitionPlan.MaxDevices)) throw new ArgumentOutOfRangeException(nameof(count), count, $"a network is cut over 1, 2 or {PartitionPlan.MaxDevices} devices");
        foreach (var (index, cores) in CoreSets.Of(Affinity.Allowed(), count, threads).Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var limits = measure ? DeviceLimits.Measure(cores, cancellation) : null;
            yield return new DeviceInfo
            {
                Name = DeviceNames.Of(index),
                Kind = kind,
                Processor = Inference.Planning.Processor.Brand(),
                Cores = cores,
                IsPinned = limits?.IsPinned ?? OperatingSystem.IsLinux() || OperatingSystem.IsWindows(),
                Caches = Caches.Of(cores[0]),
                InstructionSets = Hardware.InstructionSets.Usable,
                PeakGigaflops = limits?.Gigaflops,
                ReadGigabytesPerSecond = limits?.GigabytesPerSecond,
            };
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Kind}, cores {string.Join(", ", Cores)}";
}
