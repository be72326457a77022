using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.FullyConnected.Gradients;

/// <summary>
/// dw [outputs][inputs] = dy, transposed, times x, summed over the images in order: some rows and columns at a time, so that whoever uses the gradient finds it
/// in L1 and it never has to exist as a whole. With 151 MB for fc6 alone, that is most of a step's memory traffic.
/// </summary>
internal static unsafe class FullyConnectedWeightGradient
{
    /// <summary>Column panels of a block.</summary>
    private const int PanelsPerBlock = 8;

    /// <summary>Inputs of a block.</summary>
    public static int BlockInputs(GemmTile tile) => PanelsPerBlock * tile.Columns;

    /// <summary>Row panels: pieces that the work can be shared out in.</summary>
    public static int Pieces(GemmTile tile, int outputs) => GemmPacking.Panels(outputs, tile.Rows);

    /// <summary>Floats of scratch: a block's gradient and, of a piece, dy packed.</summary>
    public static long Scratch(GemmTile tile, int images) => (long)tile.Rows * (BlockInputs(tile) + images);

    /// <summary>Floats of x as <see cref="PackInputs"/> packs it.</summary>
    public static long PackedLength(GemmTile tile, int images, int inputs) => (long)GemmPacking.Panels(inputs, tile.Columns) * tile.Columns * images;

    /// <summary>x [images][inputs] -> column panels of the register tile; a piece is one panel.</summary>
    public static void PackInputs(GemmTile tile, float* x, int images, int inputs, int panel, float* packed) =>
        GemmPacking.PackColumnPanel(x + panel * tile.Columns, inputs, images, inputs - panel * tile.Columns, tile.Columns, packed + (long)panel * tile.Columns * images);

    /// <summary>dy of a piece's outputs -> [images][tile rows], at the scratch's end.</summary>
    public static float* PackGradients(GemmTile tile, float* dy, int images, int outputs, int piece, float* scratch)
    {
        var packed = scratch + (long)tile.Rows * BlockInputs(tile);
        GemmPacking.PackColumnPanel(dy + piece * tile.Rows, outputs, images, outputs - piece * tile.Rows, tile.Rows, packed);
        return packed;
    }

    /// <summary>The gradient of a piece's rows at a block of inputs: to the scratch's start, rows <see cref="BlockInputs"/> apart.</summary>
    public static void Run(GemmTile tile, float* packedGradients, float* packedInputs, int images, int inputs, int firstInput, float* zeros, float* scratch)
    {
        var columns = GemmPacking.Panels(Math.Min(BlockInputs(tile), inputs - firstInput), tile.Columns) * tile.Columns;
        GemmBlock.Run(
            tile, tile.Rows, columns, images, packedGradients, 0, packedInputs + (long)firstInput * images, (nint)images * tile.Columns,
            scratch, BlockInputs(tile), zeros, false);
    }
}
