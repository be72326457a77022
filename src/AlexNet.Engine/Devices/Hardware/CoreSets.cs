using AlexNet.Engine.Devices.Partitioning;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>Shares out the machine's cores: each device neighbouring ones, which share caches where any do.</summary>
internal static class CoreSets
{
    /// <summary>The cores of each device, one a thread; devices share cores only where there are too few.</summary>
    /// <param name="allowed">The cores there are.</param>
    /// <param name="devices">Number of devices.</param>
    /// <param name="threads">Threads of all devices together; each device gets at least one.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(IReadOnlyList<int> allowed, int devices, int threads)
    {
        var wanted = Math.Max(threads == 0 ? allowed.Count : threads, devices);
        return [.. Enumerable.Range(0, devices).Select(device =>
        {
            var share = ChannelRange.Share(wanted, devices, device);
            return (IReadOnlyList<int>)[.. Enumerable.Range(share.First, share.Count).Select(thread => allowed[thread % allowed.Count])];
        })];
    }
}
