using AlexNet.Engine.Devices.Partitioning;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Training.Devices;

/// <summary>Some neighbouring channels of a layer's maps in memory: [images][channels][plane].</summary>
/// <param name="first">The first image's first channel of them.</param>
/// <param name="channels">Which channels of the layer.</param>
/// <param name="plane">Values of a map.</param>
internal readonly unsafe struct ChannelMaps(float* first, ChannelRange channels, int plane)
{
    /// <summary>Copies channels that both have.</summary>
    public void CopyTo(ChannelMaps target, ChannelRange which, int images)
    {
        var bytes = (long)which.Count * plane * sizeof(float);
        for (var image = 0; image < images; image++) Buffer.MemoryCopy(At(image, which.First), target.At(image, which.First), bytes, bytes);
    }

    /// <summary>Adds channels that both have to the target's.</summary>
    public void AddTo(ChannelMaps target, ChannelRange which, int images)
    {
        for (var image = 0; image < images; image++) Addition.Run(target.At(image, which.First), At(image, which.First), (long)which.Count * plane);
    }

    private float* At(int image, int channel) => first + ((long)image * channels.Count + channel - channels.First) * plane;
}
