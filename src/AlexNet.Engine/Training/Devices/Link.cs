using AlexNet.Engine.Devices.Partitioning;

namespace AlexNet.Engine.Training.Devices;

/// <summary>A device's end of one exchange with the other: what it sends and what comes.</summary>
/// <param name="Inbox">Its own.</param>
/// <param name="Outbox">The other's inbox.</param>
/// <param name="Failed">Cancelled when a device has failed, so that none waits for it.</param>
internal sealed record Link(Inbox Inbox, Inbox Outbox, CancellationToken Failed)
{
    /// <summary>The channels that come.</summary>
    public ChannelRange Received => Inbox.Channels;

    /// <summary>Sends what the other reads of some images.</summary>
    public void Send(ChannelMaps maps, int firstImage, int images) => Outbox.Put(maps, firstImage, images);

    /// <summary>What has come of some images, as soon as it has.</summary>
    /// <exception cref="OperationCanceledException">The other device has failed.</exception>
    public ChannelMaps Receive(int firstImage, int images) => Inbox.Take(firstImage, images, Failed);
}

/// <summary>All exchanges between two devices.</summary>
/// <param name="batch">Images of a pass at most.</param>
internal sealed class Links(int batch) : IDisposable
{
    private readonly Dictionary<string, Inbox[]> _inboxes = [];
    private readonly CancellationTokenSource _failed = new();

    /// <summary>A device's end of an exchange; the first who asks makes it.</summary>
    /// <param name="name">What it is called, by both.</param>
    /// <param name="device">Whose end, 0 or 1.</param>
    /// <param name="received">The channels that each of the two receives.</param>
    /// <param name="plane">Values of a map.</param>
    public Link End(string name, int device, Func<int, ChannelRange> received, int plane)
    {
        if (!_inboxes.TryGetValue(name, out var inboxes)) _inboxes[name] = inboxes = [new Inbox(batch, received(0), plane), new Inbox(batch, received(1), plane)];
        return new Link(inboxes[device], inboxes[1 - device], _failed.Token);
    }

    /// <summary>Begins a pass, while no device is under way.</summary>
    public void Empty()
    {
        foreach (var inboxes in _inboxes.Values)
            foreach (var inbox in inboxes) inbox.Empty();
    }

    /// <summary>Ends all waiting, now and later: a device has failed.</summary>
    public void Fail() => _failed.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var inbox in _inboxes.Values.SelectMany(both => both)) inbox.Dispose();
        _failed.Dispose();
    }
}
