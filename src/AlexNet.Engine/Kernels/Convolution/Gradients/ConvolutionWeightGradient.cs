using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.Convolution.Gradients;

/// <summary>
/// The gradient of a convolution's weights as a matrix product: the im2col matrix [depth][places] times the output's gradient, transposed,
/// [places][channels]. The sum runs over the places of all images in order, in blocks of lines whose packed gradients stay in L2; each block adds to
/// what the one before left.
/// </summary>
/// <remarks>Result: [depth, filled up to whole row panels][group channels, filled up to whole column panels], the transpose of the weights' own
/// order.</remarks>
internal static unsafe class ConvolutionWeightGradient
{
    // Half of a core's L2 for the packed output gradient of a block.
    private const int BlockFloats = 128 * 1024;

    /// <summary>Rows of the result: the im2col matrix's, filled up.</summary>
    public static int Rows(GemmTile tile, ConvolutionGeometry geometry) => GemmPacking.Panels(geometry.Depth, tile.Rows) * tile.Rows;

    /// <summary>Columns of the result: the group's channels, filled up.</summary>
    public static int Columns(GemmTile tile, ConvolutionGeometry geometry) => GemmPacking.Panels(geometry.GroupChannels, tile.Columns) * tile.Columns;

    /// <summary>Lines of places of a block, which decide the order of sums.</summary>
    public static int BlockLines(GemmTile tile, ConvolutionGeometry geometry) =>
        Math.Max(1, BlockFloats / (Columns(tile, geometry) * geometry.OutputWidth));

    /// <summary>Floats of scratch that <see cref="Run"/> needs.</summary>
    public static long Scratch(GemmTile tile, ConvolutionGeometry geometry, int blockLines) => (long)blockLines * geometry.OutputWidth * tile.Rows;

    /// <summary>Adds some images' part to some row panels of one group's result.</summary>
    /// <param name="tile">The register tile.</param>
    /// <param name="geometry">Sizes of the convolution.</param>
    /// <param name="blockLines">Lines of places of a block: <see cref="BlockLines"/>, or for a part of the channels those of all of them.</param>
    /// <param name="phaseImages">The group's first channel of the first image's phase image.</param>
    /// <param name="imageStride">Floats from one image's to the next.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="packed">The group's output gradients: block by block, each as <see cref="PlacePacking"/> packs its panels.</param>
    /// <param name="firstPanel">First row panel.</param>
    /// <param name="endPanel">The one after the last.</param>
    /// <param name="result">The group's result.</param>
    /// <param name="zeros">As many zeros as the tile has rows to overwrite the result; null to add to it.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    public static void Run(
        GemmTile tile, ConvolutionGeometry geometry, int blockLines, float* phaseImages, nint imageStride, int images, float* packed,
        int firstPanel, int endPanel, float* result, float* zeros, float* scratch)
    {
        int columns = Columns(tile, geometry), allLines = images * geometry.OutputHeight;
        for (var line = 0; line < allLines; line += blockLines)
        {
            var lines = Math.Min(blockLines, allLines - line);
            var places = lines * geometry.OutputWidth;
            for (var panel = firstPanel; panel < endPanel; panel++)
            {
                var row = panel * tile.Rows;
                PatchRowPacking.Pack(geometry, phaseImages, imageStride, row, Math.Min(tile.Rows, geometry.Depth - row), tile.Rows, line, lines,
                    scratch);
                GemmBlock.Run(
                    tile, tile.Rows, columns, places, scratch, 0, packed, (nint)places * tile.Columns, result + (long)row * columns, columns,
                        line == 0 ? zeros : null, false);
            }
            packed += (long)places * columns;
        }
    }
}
