namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>The sizes of a convolution by overlapping tiles: each reads 16x16 values of the padded input and gives 17 - kernel rows and columns of output.</summary>
/// <remarks>Channels go in blocks of as many as there are lanes; a group begins with a new block.</remarks>
internal sealed class FftGeometry(ConvolutionGeometry sizes, int lanes)
{
    /// <summary>The largest kernel: 6 of 16 rows and columns of a tile are then output, and with larger ones direct convolution multiplies less.</summary>
    public const int MaxKernel = 11;

    public ConvolutionGeometry Sizes { get; } = sizes;

    /// <summary>Channels of a block.</summary>
    public int Lanes { get; } = lanes;

    /// <summary>Input channels of a group.</summary>
    public int Inputs { get; } = sizes.InputChannels / sizes.Groups;

    /// <summary>Output channels of a group.</summary>
    public int Outputs { get; } = sizes.GroupChannels;

    /// <summary>Rows and columns of output of a tile.</summary>
    public int TileOutput { get; } = RealTransform16x16.Size + 1 - sizes.Kernel;

    /// <summary>Blocks of input channels of a group.</summary>
    public int InputBlocks => (Inputs + Lanes - 1) / Lanes;

    /// <summary>Blocks of output channels of a group.</summary>
    public int OutputBlocks => (Outputs + Lanes - 1) / Lanes;

    /// <summary>Tiles side by side.</summary>
    public int TileColumns => (Sizes.OutputWidth + TileOutput - 1) / TileOutput;

    /// <summary>Tiles of an image.</summary>
    public int TilesPerImage => TileColumns * ((Sizes.OutputHeight + TileOutput - 1) / TileOutput);

    /// <summary>Floats of one block of output channels at one frequency: [input channel][re, im][lane].</summary>
    public long BlockWeights => (long)Inputs * 2 * Lanes;

    /// <summary>Floats of all weights: [frequency][group][block][input channel][re, im][lane].</summary>
    public long Weights => Spectrum.Count * FrequencyWeights;

    /// <summary>Floats of all weights at one frequency.</summary>
    public long FrequencyWeights => BlockWeights * OutputBlocks * Sizes.Groups;

    /// <summary>The image of a tile, and the first row and column of its output.</summary>
    public (int Image, int Row, int Column) Place(int tile)
    {
        var (image, tileOfImage) = Math.DivRem(tile, TilesPerImage);
        var (row, column) = Math.DivRem(tileOfImage, TileColumns);
        return (image, row * TileOutput, column * TileOutput);
    }
}
