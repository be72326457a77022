using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.Convolution;

/// <summary>
/// Convolution as a matrix product: weights [channels][depth] times the im2col matrix [depth][places] gives the output [channels][places],
/// which is the layout of the maps already. One column panel of the im2col matrix is packed at a time and multiplied with all weights while in L2.
/// </summary>
/// <remarks>
/// The depth is not cut into blocks. A panel of conv3, the deepest, is 2304 x 16 floats, 147 KB, and a tile reads less than L2 delivers; but every
/// further block reads and writes the output once more. Measured on an AMD Zen 3 core, November 2026, blocks of 240 reached 0.85 of the multiply-add
/// peak on conv2 (128 x 1200 x 729) and the whole depth 0.90.
/// </remarks>
internal static unsafe class Im2ColGemmConvolution
{
    /// <summary>Floats of scratch for one column panel.</summary>
    public static long PanelScratch(GemmTile tile, int depth) => (long)depth * tile.Columns + PatchPacking.WriteSlack;

    /// <summary>Computes some output places of one group.</summary>
    /// <param name="tile">Register tile that the weights were packed for.</param>
    /// <param name="geometry">Sizes.</param>
    /// <param name="phaseImage">The group's first channel of the phase image.</param>
    /// <param name="weights">The group's weights by <see cref="GemmPacking.PackRows"/>.</param>
    /// <param name="bias">The group's biases, readable up to a whole tile.</param>
    /// <param name="output">The group's first output map.</param>
    /// <param name="firstPanel">First column panel.</param>
    /// <param name="endPanel">The panel after the last.</param>
    /// <param name="scratch"><see cref="PanelScratch"/> floats.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public static void Run(
        GemmTile tile, ConvolutionGeometry geometry, float* phaseImage, float* weights, float* bias, float* output,
        int firstPanel, int endPanel, float* scratch, bool relu)
    {
        var depth = geometry.Depth;
        for (var panel = firstPanel; panel < endPanel; panel++)
        {
            var place = panel * tile.Columns;
            PatchPacking.Pack(geometry, phaseImage, place, tile.Columns, scratch);
            GemmBlock.Run(
                tile, geometry.GroupChannels, Math.Min(tile.Columns, geometry.Places - place), depth,
                weights, (nint)depth * tile.Rows, scratch, 0, output + place, geometry.Places, bias, relu);
        }
    }
}
