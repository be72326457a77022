using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Direct;

/// <summary>
/// Convolution without any matrix: each register tile walks down its windows in the phase image, [channel][phase][row][column].
/// A row of outputs is cut into tiles of nearly equal width, so that none is narrow: 13 columns are 13, or 5 + 4 + 4, never 6 + 6 + 1.
/// Tiles leave the kernel as [column][channel] and are transposed into the maps, [channel][row][column].
/// </summary>
internal static unsafe class DirectConvolution
{
    private const int MaxTile = 2 * 16 * DirectKernel.MaxColumns;

    /// <summary>Computes some rows of the maps of one block of output channels.</summary>
    /// <param name="tile">Register tile that the weights were packed for.</param>
    /// <param name="geometry">Sizes.</param>
    /// <param name="phaseImage">The group's first channel of the phase image.</param>
    /// <param name="weights">The block's weights, [depth][tile.Channels].</param>
    /// <param name="bias">The block's biases, readable up to a whole tile.</param>
    /// <param name="output">The block's first output map.</param>
    /// <param name="channels">Maps to write, up to a whole tile.</param>
    /// <param name="firstRow">First row.</param>
    /// <param name="endRow">The row after the last.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public static void Run(
        DirectTile tile, ConvolutionGeometry geometry, float* phaseImage, float* weights, float* bias, float* output,
        int channels, int firstRow, int endRow, bool relu)
    {
        var sums = stackalloc float[MaxTile];
        var width = geometry.OutputWidth;
        var tiles = (width + tile.Columns - 1) / tile.Columns;
        fixed (int* offsets = geometry.RowOffsets)
        {
            for (var row = firstRow; row < endRow; row++)
            {
                var windows = phaseImage + (nint)row * geometry.Stride * geometry.PhaseColumns;
                var line = output + (nint)row * width;
                for (int i = 0, column = 0, next; i < tiles; i++, column = next)
                {
                    next = (int)((long)(i + 1) * width / tiles);
                    tile.Run(next - column, geometry.Depth, offsets, windows + column, weights, bias, sums, relu);
                    MatrixTranspose.Run(sums, tile.Channels, next - column, channels, line + column, geometry.Places);
                }
            }
        }
    }
}
