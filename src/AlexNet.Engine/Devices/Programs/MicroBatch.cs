using AlexNet.Engine.Devices.Partitioning;

namespace AlexNet.Engine.Devices.Programs;

/// <summary>How many images go through a spatial stage together: enough for its weights to be read from cache a few times less, few enough for maps to stay there.</summary>
internal static class MicroBatch
{
    /// <summary>The most that may be asked for.</summary>
    public const int Most = 8;

    // Places of a map, over all images together: four images of 13x13 maps (conv3 to conv5), one of what comes before.
    private const int Places = 800;

    /// <summary>Images of a stage's micro-batch.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="batch">Images of the forward pass.</param>
    /// <param name="wanted">What was asked for; 0 chooses.</param>
    public static int Of(PartitionStage stage, int batch, int wanted)
    {
        if (!stage.IsSpatial) return batch;
        return Math.Clamp(wanted > 0 ? wanted : Places / stage.Plane, 1, Math.Min(batch, Most));
    }
}
