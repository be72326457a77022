using System.Runtime.Intrinsics;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// A fully connected layer on weights [outputs][inputs] as they are stored. One image takes <see cref="MatrixVector"/>, which streams the weights;
/// several take <see cref="MatrixBatch"/>, which keeps blocks of weights and images in cache. In both, a row's sum for an image is one register of
/// partial sums (see <see cref="ISumLanes{TSelf}"/>) that runs over the inputs in order, then its total, then the inputs that fill no register:
/// the bits depend neither on the number of images nor on how rows are shared out.
/// </summary>
internal static class FullyConnectedKernel
{
    /// <summary>Rows that one piece of work should have: their outputs fill whole cache lines, so that threads do not write to the same one.</summary>
    public const int RowsPerPiece = 32;

    /// <summary>Floats of scratch that a call on up to <see cref="RowsPerPiece"/> rows needs.</summary>
    public static long Scratch(int images) => images == 1 ? 0
        : Vector512.IsHardwareAccelerated ? MatrixBatch.Scratch<Lanes512>(images)
        : Vector256.IsHardwareAccelerated ? MatrixBatch.Scratch<Lanes256>(images)
        : Vector128.IsHardwareAccelerated ? MatrixBatch.Scratch<Lanes128>(images)
        : MatrixBatch.Scratch<LaneScalar>(images);

    /// <summary>Packs a piece of the images, one of <see cref="PackedImages.Pieces"/>; needed before <see cref="Run"/> for more than one image.</summary>
    public static unsafe void Pack(in FullyConnectedOperands operands, int piece)
    {
        if (Vector512.IsHardwareAccelerated) PackedImages.Pack<Lanes512>(operands.X, operands.Inputs, operands.Images, operands.Packed, piece);
        else if (Vector256.IsHardwareAccelerated) PackedImages.Pack<Lanes256>(operands.X, operands.Inputs, operands.Images, operands.Packed, piece);
        else if (Vector128.IsHardwareAccelerated) PackedImages.Pack<Lanes128>(operands.X, operands.Inputs, operands.Images, operands.Packed, piece);
        else PackedImages.Pack<LaneScalar>(operands.X, operands.Inputs, operands.Images, operands.Packed, piece);
    }

    /// <summary>Computes some outputs for all images.</summary>
    /// <param name="operands">The layer, its inputs and outputs.</param>
    /// <param name="firstRow">First output.</param>
    /// <param name="endRow">The output after the last, at most <see cref="RowsPerPiece"/> further.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    public static unsafe void Run(in FullyConnectedOperands operands, int firstRow, int endRow, float* scratch)
    {
        if (Vector512.IsHardwareAccelerated) Run<Lanes512>(operands, firstRow, endRow, scratch);
        else if (Vector256.IsHardwareAccelerated) Run<Lanes256>(operands, firstRow, endRow, scratch);
        else if (Vector128.IsHardwareAccelerated) Run<Lanes128>(operands, firstRow, endRow, scratch);
        else Run<LaneScalar>(operands, firstRow, endRow, scratch);
    }

    private static unsafe void Run<TLanes>(in FullyConnectedOperands operands, int firstRow, int endRow, float* scratch)
        where TLanes : struct, ISumLanes<TLanes>
    {
        switch (operands.Type)
        {
            case ElementType.Float32: Run<TLanes, Float32Format>(operands, firstRow, endRow, scratch); break;
            case ElementType.Float16: Run<TLanes, Float16Format>(operands, firstRow, endRow, scratch); break;
            case ElementType.BFloat16: Run<TLanes, BFloat16Format>(operands, firstRow, endRow, scratch); break;
            case ElementType.Int8: Run<TLanes, Int8Format>(operands, firstRow, endRow, scratch); break;
            default: throw new InvalidOperationException($"no kernel for weights of type {operands.Type}");
        }
    }

    private static unsafe void Run<TLanes, TFormat>(in FullyConnectedOperands operands, int firstRow, int endRow, float* scratch)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        if (operands.Images == 1) MatrixVector.Run<TLanes, TFormat>(operands, firstRow, endRow);
        else MatrixBatch.Run<TLanes, TFormat>(operands, firstRow, endRow, scratch);
    }
}
