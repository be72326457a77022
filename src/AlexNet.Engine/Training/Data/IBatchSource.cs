namespace AlexNet.Engine.Training;

/// <summary>A deterministic stream of batches: what <see cref="Fill"/> writes depends on the seed given at construction, the epoch and the batch only.</summary>
/// <remarks>One thread at a time may call it, any one.</remarks>
public interface IBatchSource
{
    /// <summary>Examples of an epoch.</summary>
    int ExampleCount { get; }

    /// <summary>Batches of an epoch; the last may be smaller than the others.</summary>
    int BatchCount(int batchSize);

    /// <summary>Writes a batch.</summary>
    /// <param name="epoch">From 0.</param>
    /// <param name="batch">From 0.</param>
    /// <param name="batchSize">Examples of a full batch.</param>
    /// <param name="images">[batchSize][channels][height][width]: where the network's inputs go, ready for it.</param>
    /// <param name="targets">What each is to be told as.</param>
    /// <returns>Number of examples written.</returns>
    int Fill(int epoch, int batch, int batchSize, Span<float> images, Span<Target> targets);
}
