namespace AlexNet.Engine.Devices;

/// <summary>Where a device computes.</summary>
public enum DeviceKind
{
    /// <summary>On threads of this process.</summary>
    Thread,

    /// <summary>In a process of its own, which holds its share of the weights and nothing else's.</summary>
    Process,
}
