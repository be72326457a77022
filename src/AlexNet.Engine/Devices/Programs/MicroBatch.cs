namespace AlexNet.Engine.Devices.Programs;

/// <summary>How many images go through a device's spatial stages together.</summary>
internal static class MicroBatch
{
    /// <summary>The most that devices have memory for.</summary>
    public static int Most(int batch) => Math.Min(batch, 4);

    /// <summary>What is fastest for so many images.</summary>
    public static int For(int images) => 1;
}
