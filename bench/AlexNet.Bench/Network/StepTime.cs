using AlexNet.Bench.Measuring;

namespace AlexNet.Bench.Network;

/// <summary>Milliseconds an image of one step.</summary>
/// <param name="Name">Name of the layer.</param>
/// <param name="Limit">
/// What a direct computation takes at the machine's limits: multiply-adds at the FMA peak or weights at the read bandwidth, whichever is longer.
/// 0 for what only passes over maps in the cache.
/// </param>
/// <param name="MultiplyAdds">Of direct computation, for one image.</param>
/// <param name="WeightBytes">What a fully connected layer reads once a batch; 0 for others.</param>
internal sealed record StepTime(string Name, double Limit, long MultiplyAdds, long WeightBytes)
{
    /// <summary>Ours.</summary>
    public Series Ours { get; } = new();

    /// <summary>The operators of the rival that do the same.</summary>
    public Series Theirs { get; } = new();
}
