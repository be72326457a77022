using AlexNet.Bench.Measuring;

namespace AlexNet.Bench.Network;

/// <summary>One network, batch and number of threads.</summary>
internal sealed record NetworkCase(string Network, int Batch, int Threads)
{
    /// <summary>Milliseconds an image, ours.</summary>
    public Series Ours { get; } = new();

    /// <summary>Milliseconds an image, theirs.</summary>
    public Series Theirs { get; } = new();

    /// <summary>Their time over ours in each round: above 1 we are faster.</summary>
    public Series Speedup { get; } = new();

    /// <summary>Distance of our logits from theirs, relative in the 2-norm.</summary>
    public double Difference { get; set; }
}
