using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.Convolution;

/// <summary>
/// Convolution as a matrix product: weights [channels][depth] times the im2col matrix [depth][places] gives the output [channels][places],
/// which is the layout of the maps already. Panels of the im2col matrix are packed a block of the depth at a time and used while in cache.
/// </summary>
internal static unsafe class Im2ColGemmConvolution
{
    // Depth of a block: its 16 columns, 16 KB, share L1 (32 KB) with the row panel that streams past.
    private const int MaxBlockDepth = 256;

    // Rows of weights of a block, so that they stay in L2 while several column panels use them: 192 * 256 floats are 192 KB.
    private const int MaxBlockRows = 192;

    /// <summary>Length of the equal blocks that a depth is cut into, the last one possibly shorter.</summary>
    public static int BlockDepth(int depth)
    {
        var blocks = (depth + MaxBlockDepth - 1) / MaxBlockDepth;
        return (depth + blocks - 1) / blocks;
    }

    /// <summary>Floats of scratch for packing <paramref name="panels"/> column panels.</summary>
    public static long PanelScratch(GemmTile tile, int depth, int panels) =>
        (long)BlockDepth(depth) * tile.Columns * panels + PatchPacking.WriteSlack;

    /// <summary>Computes some output places of one group.</summary>
    /// <param name="tile">Register tile that the weights were packed for.</param>
    /// <param name="geometry">Sizes.</param>
    /// <param name="phaseImage">The group's first channel of the phase image.</param>
    /// <param name="weights">The group's weights by <see cref="GemmPacking.PackRows"/>.</param>
    /// <param name="bias">The group's biases, readable up to a whole tile.</param>
    /// <param name="output">The group's first output map.</param>
    /// <param name="firstPanel">First column panel.</param>
    /// <param name="panels">Number of column panels.</param>
    /// <param name="scratch"><see cref="PanelScratch"/> floats.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public static void Run(
        GemmTile tile, ConvolutionGeometry geometry, float* phaseImage, float* weights, float* bias, float* output,
        int firstPanel, int panels, float* scratch, bool relu)
    {
        var depth = geometry.Depth;
        var blockDepth = BlockDepth(depth);
        var blockRows = Math.Max(tile.Rows, MaxBlockRows / tile.Rows * tile.Rows);
        var place = firstPanel * tile.Columns;
        var columns = Math.Min(panels * tile.Columns, geometry.Places - place);
        for (var first = 0; first < depth; first += blockDepth)
        {
            var end = Math.Min(depth, first + blockDepth);
            var panelLength = (nint)(end - first) * tile.Columns;
            for (var panel = 0; panel < panels; panel++)
                PatchPacking.Pack(geometry, phaseImage, place + panel * tile.Columns, first, end, tile.Columns, scratch + panel * panelLength);
            for (var row = 0; row < geometry.GroupChannels; row += blockRows)
            {
                GemmBlock.Run(
                    tile, Math.Min(blockRows, geometry.GroupChannels - row), columns, end - first,
                    weights + (long)row * depth + (nint)first * tile.Rows, (nint)depth * tile.Rows,
                    scratch, panelLength,
                    output + (long)row * geometry.Places + place, geometry.Places,
                    first == 0 ? bias + row : null, relu && end == depth);
            }
        }
    }
}
