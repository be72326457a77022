namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>
/// Where the spectra of some tiles lie while they are multiplied. Tiles go in blocks of nearly equal size, as many as the register tile takes.
/// Inputs: [frequency][group][tile block][channel block][tile][re, im][lane]; outputs: [frequency][group][channel block][tile][re, im][lane].
/// A frequency's length is an odd number of entries: the frequencies of one tile would else all fall into the same few sets of the cache.
/// </summary>
internal readonly struct FftPass(FftGeometry geometry, int tiles, int tilesPerBlock)
{
    private readonly int _entry = 2 * geometry.Lanes;

    /// <summary>Tiles of the pass.</summary>
    public int Tiles => tiles;

    /// <summary>Blocks of tiles.</summary>
    public int Blocks { get; } = (tiles + tilesPerBlock - 1) / tilesPerBlock;

    /// <summary>Floats between frequencies of the inputs.</summary>
    public nint InputStride => (nint)((geometry.Sizes.Groups * geometry.InputBlocks * (long)tiles | 1) * _entry);

    /// <summary>Floats between frequencies of the outputs.</summary>
    public nint OutputStride => (nint)((geometry.Sizes.Groups * geometry.OutputBlocks * (long)tiles | 1) * _entry);

    /// <summary>Floats of all inputs.</summary>
    public long Inputs => (long)InputStride * Spectrum.Count;

    /// <summary>Floats of all outputs.</summary>
    public long Outputs => (long)OutputStride * Spectrum.Count;

    /// <summary>First tile of a block; that of block <see cref="Blocks"/> is the number of tiles.</summary>
    public int FirstTile(int block) => (int)((long)block * tiles / Blocks);

    /// <summary>Where a group's tile block begins in a frequency of the inputs.</summary>
    public long InputBlock(int group, int firstTile) => ((long)group * tiles + firstTile) * geometry.InputBlocks * _entry;

    /// <summary>Where a tile's block of channels lies in a frequency of the inputs.</summary>
    public long Input(int group, int channelBlock, int tile)
    {
        // The last block that begins at or before the tile.
        var block = (int)(((tile + 1L) * Blocks - 1) / tiles);
        var first = FirstTile(block);
        return InputBlock(group, first) + ((long)channelBlock * (FirstTile(block + 1) - first) + tile - first) * _entry;
    }

    /// <summary>Where a tile's block of channels lies in a frequency of the outputs.</summary>
    public long Output(int group, int channelBlock, int tile) => (((long)group * geometry.OutputBlocks + channelBlock) * tiles + tile) * _entry;
}
