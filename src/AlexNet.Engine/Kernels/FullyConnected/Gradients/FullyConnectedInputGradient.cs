using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.FullyConnected.Gradients;

/// <summary>
/// dx [images][inputs] = dy [images][outputs] times w [outputs][inputs]. Weights are packed a block of rows at a time, while in L1, and multiplied
/// with every image; each is read once, from where it is stored. Sums run over the outputs in so many parts as asked for, which are then added: whoever has one of them
/// finds the same numbers.
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
    public static int Pieces(GemmTile tile, int inputs) => GemmPacking.Panels(inputs, PieceInputs(tile));

    /// <summary>Floats of scratch that a piece needs: a block of packed weights, and a part's sums.</summary>
    public static long Scratch(GemmTile tile, int images) => (long)(BlockOutputs + images) * PieceInputs(tile);

    /// <summary>Computes the gradient of some inputs for all images.</summary>
    /// <param name="tile">The register tile.</param>
    /// <param name="weights">[outputs][inputs].</param>
    /// <param name="packed">dy by <see cref="PackGradients"/>.</param>
    /// <param name="dx">[images][inputs].</param>
    /// <param name="images">Number of images.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="parts">Parts of the outputs, equal or as equal as may be, each of which has a sum of its own.</param>
    /// <param name="piece">Which inputs.</param>
    /// <param name="zeros">As many zeros as images, filled up to a whole panel.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    public static void Run(
        GemmTile tile, float* weights, float* packed, float* dx, int images, int inputs, int outputs, int parts, int piece, float* zeros, float* scratch)
    {
        var first = piece * PieceInputs(tile);
        var columns = Math.Min(PieceInputs(tile), inputs - first);
        var part = scratch + (long)BlockOutputs * PieceInputs(tile);
        for (int i = 0, start = 0; i < parts; i++)
        {
            var end = (int)((long)outputs * (i + 1) / parts);
            if (start == 0)
                Sum(tile, weights + first, packed, dx + first, inputs, images, inputs, outputs, columns, start, end, zeros, scratch);
            else
            {
                Sum(tile, weights + first, packed, part, columns, images, inputs, outputs, columns, start, end, zeros, scratch);
                for (var image = 0; image < images; image++) Addition.Run(dx + (long)image * inputs + first, part + (long)image * columns, columns);
            }
            start = end;
        }
    }

    private static int PieceInputs(GemmTile tile) => PanelsPerPiece * tile.Columns;

    /// <summary>Sums over the outputs from <paramref name="start"/> to <paramref name="end"/> - 1.</summary>
    private static void Sum(
        GemmTile tile, float* weights, float* packed, float* sums, int stride, int images, int inputs, int outputs, int columns, int start, int end, float* zeros,
        float* scratch)
    {
        for (var output = start; output < end; output += BlockOutputs)
        {
            var depth = Math.Min(BlockOutputs, end - output);
            for (var column = 0; column < columns; column += tile.Columns)
                GemmPacking.PackColumnPanel(
                    weights + (long)output * inputs + column, inputs, depth, columns - column, tile.Columns, scratch + (long)column * depth);
            GemmBlock.Run(
                tile, images, columns, depth, packed + (long)output * tile.Rows, (nint)outputs * tile.Rows, scratch, (nint)depth * tile.Columns,
                sums, stride, output == start ? zeros : null, false);
        }
    }
}
