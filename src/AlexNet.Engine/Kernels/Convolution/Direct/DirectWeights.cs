namespace AlexNet.Engine.Kernels.Convolution.Direct;

/// <summary>Puts a group's weights into the order in which the register tile reads them.</summary>
internal static unsafe class DirectWeights
{
    /// <summary>Blocks of a tile's channels that cover a group.</summary>
    public static int Blocks(DirectTile tile, int channels) => (channels + tile.Channels - 1) / tile.Channels;

    /// <summary>source [channels][depth] -> target [channels / tile.Channels][depth][tile.Channels], the last block filled with zeros.</summary>
    public static void Pack(DirectTile tile, ReadOnlySpan<float> source, int channels, int depth, float* target)
    {
        for (var first = 0; first < channels; first += tile.Channels)
            for (var k = 0; k < depth; k++)
                for (var channel = first; channel < first + tile.Channels; channel++)
                    *target++ = channel < channels ? source[channel * depth + k] : 0;
    }
}
