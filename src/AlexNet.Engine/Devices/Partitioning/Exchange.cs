namespace AlexNet.Engine.Devices.Partitioning;

/// <summary>What one device sends another before a layer, or the host a device, or a device the host.</summary>
/// <param name="Into">Name of the layer that reads it.</param>
/// <param name="From">The sender's index; <see cref="Host"/> for the input image.</param>
/// <param name="To">The receiver's index; <see cref="Host"/> for the logits.</param>
/// <param name="Channels">Which of the layer's input channels.</param>
/// <param name="BytesPerImage">In single precision.</param>
public sealed record Exchange(string Into, int From, int To, ChannelRange Channels, long BytesPerImage)
{
    /// <summary>The index of the process that asks: it hands out the image and gathers the logits.</summary>
    public const int Host = -1;

    /// <summary>Whether it is between two devices, as the paper's figure 2 draws it.</summary>
    public bool IsBetweenDevices => From != Host && To != Host;
}
