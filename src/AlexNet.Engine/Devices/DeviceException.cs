namespace AlexNet.Engine.Devices;

/// <summary>A device failed or ended; the message says which and why. The next forward pass of the session starts it again.</summary>
public sealed class DeviceException(string device, string message, Exception? inner = null) : Exception($"device '{device}': {message}", inner)
{
    /// <summary>Name of the device, as in <c>cpu1</c>.</summary>
    public string Device { get; } = device;
}
