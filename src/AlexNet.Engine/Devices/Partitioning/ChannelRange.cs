namespace AlexNet.Engine.Devices.Partitioning;

/// <summary>Neighbouring channels (maps, or rows of a fully connected layer), counted through the whole layer.</summary>
/// <param name="First">The first.</param>
/// <param name="Count">How many; 0 for none.</param>
public readonly record struct ChannelRange(int First, int Count)
{
    /// <summary>The channel after the last.</summary>
    public int End => First + Count;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Count <= 0;

    /// <summary>The channels from <paramref name="first"/> to <paramref name="end"/> - 1.</summary>
    public static ChannelRange Between(int first, int end) => new(first, Math.Max(0, end - first));

    /// <summary>Part <paramref name="index"/> of <paramref name="channels"/> cut into equal parts, or parts that differ by one.</summary>
    public static ChannelRange Share(int channels, int parts, int index) =>
        Between((int)((long)channels * index / parts), (int)((long)channels * (index + 1) / parts));

    /// <summary>The channels that are in both.</summary>
    public ChannelRange Intersect(ChannelRange other) => Between(Math.Max(First, other.First), Math.Min(End, other.End));

    /// <summary>Whether all of the other's channels are among these.</summary>
    public bool Contains(ChannelRange other) => other.IsEmpty || First <= other.First && other.End <= End;

    /// <summary>First and last, as in <c>0-47</c>.</summary>
    public override string ToString() => IsEmpty ? "none" : $"{First}-{End - 1}";
}
