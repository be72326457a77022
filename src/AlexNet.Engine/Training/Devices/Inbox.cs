using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Devices;

/// <summary>
/// Where the other device puts channels that a device reads: [batch][channels][plane], and how many images of the pass have arrived, which is written after the
/// values and read before them. Every image has a place of its own, so that neither waits for the other to have read.
/// </summary>
/// <param name="batch">Images of a pass at most.</param>
/// <param name="channels">The channels that come.</param>
/// <param name="plane">Values of a map.</param>
internal sealed unsafe class Inbox(int batch, ChannelRange channels, int plane) : IDisposable
{
    private readonly NativeBuffer _values = NativeBuffer.Uncleared((long)batch * channels.Count * plane);
    private int _arrived;

    /// <summary>The channels that come.</summary>
    public ChannelRange Channels => channels;

    /// <summary>Begins a pass, while no device is under way.</summary>
    public void Empty() => Volatile.Write(ref _arrived, 0);

    /// <summary>Puts the channels of the pass's next images here.</summary>
    public void Put(ChannelMaps maps, int firstImage, int images)
    {
        maps.CopyTo(From(firstImage), channels, images);
        Volatile.Write(ref _arrived, firstImage + images);
    }

    /// <summary>Some images, once they have arrived.</summary>
    /// <exception cref="OperationCanceledException">The other device has failed.</exception>
    public ChannelMaps Take(int firstImage, int images, CancellationToken failed)
    {
        for (var wait = new PatientWait(); Volatile.Read(ref _arrived) < firstImage + images; wait.Once()) failed.ThrowIfCancellationRequested();
        return From(firstImage);
    }

    /// <inheritdoc/>
    public void Dispose() => _values.Dispose();

    private ChannelMaps From(int image) => new(_values.Pointer + (long)image * channels.Count * plane, channels, plane);
}
