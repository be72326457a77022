using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.FullyConnected.Gradients;

/// <summary>
/// dx [images][inputs] = dy [images][outputs] times w [outputs][inputs]. Weights are packed a block of rows at a time, while in L1, and multiplied with
/// every image; each is read once, from where it is stored.
/// </summary>
internal static unsafe class FullyConnectedInputGradient
{
    private const int BlockOutputs = 128;
    private const int PanelsPerPiece = 4;

    /// <summary>Floats of dy as <see cref="PackGradients"/> packs it.</summary>
    public static long PackedLength(GemmTile tile, int images, int outputs) => GemmPacking.PackedLength(tile, images, outputs);

    /// <summary>dy [images][outputs] -> row panels of the register tile; a piece is one of <see cref="GemmPacking.Panels"/>.</summary>
    public static void PackGradients(GemmTile tile, float* dy, int images, int outputs, int panel, float* packed) =>
        GemmPacking.PackRowPanel(tile, dy, images, outputs, panel, packed);

    /// <summary>Pieces that <see cref="Run"/> can be shared out in.</summary>
    public static int Pieces(GemmTile tile, int inputs) => GemmPacking.Panels(inputs, tile.Columns * PanelsPerPiece);

    /// <summary>Floats of scratch that a piece needs.</summary>
    public static long Scratch(GemmTile tile) => (long)BlockOutputs * tile.Columns * PanelsPerPiece;

    /// <summary>Computes the gradient of some inputs for all images.</summary>
    /// <param name="tile">The register tile.</param>
    /// <param name="weights">[outputs][inputs].</param>
    /// <param name="packed">dy by <see cref="PackGradients"/>.</param>
    /// <param name="dx">[images][inputs].</param>
    /// <param name="images">Number of images.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="piece">Which inputs.</param>
    /// <param name="zeros">As many zeros as images, filled up to a whole panel.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    public static void Run(
        GemmTile tile, float* weights, float* packed, float* dx, int images, int inputs, int outputs, int piece, float* zeros, float* scratch)
    {
        var first = piece * PanelsPerPiece * tile.Columns;
        var columns = Math.Min(PanelsPerPiece * tile.Columns, inputs - first);
        for (var output = 0; output < outputs; output += BlockOutputs)
        {
            var depth = Math.Min(BlockOutputs, outputs - output);
            for (var column = 0; column < columns; column += tile.Columns)
                GemmPacking.PackColumnPanel(
                    weights + (long)output * inputs + first + column, inputs, depth, columns - column, tile.Columns, scratch + (long)column * depth);
            GemmBlock.Run(
                tile, images, columns, depth, packed + (long)output * tile.Rows, (nint)outputs * tile.Rows, scratch, (nint)depth * tile.Columns,
                dx + first, inputs, output == 0 ? zeros : null, false);
        }
    }
}
