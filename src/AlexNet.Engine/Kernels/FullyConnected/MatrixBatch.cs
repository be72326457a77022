using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// Several images. In the order of <see cref="BlockOrder"/>, a block of four rows of weights is multiplied with every image: the weights in L1
/// (narrow types are widened there first, once for all images), the images in L2. The partial sums wait in scratch, [group of four
/// rows][image][row] registers, between a group's blocks.
/// </summary>
internal static unsafe class MatrixBatch
{
    private const int Rows = BatchTile.Rows;
    private const int BlockInputs = PackedImages.BlockInputs;
    private const int BlockFloats = Rows * BlockInputs;

    // The weights that a step fetches are used so many steps later: with one, what its last tile fetches would not be there in time.
    private const int StepsAhead = 2;

    /// <summary>Floats of scratch: one block of widened weights, and the partial sums of a piece.</summary>
    public static long Scratch<TLanes>(int images) where TLanes : struct, ISumLanes<TLanes> =>
        BlockFloats + (long)FullyConnectedKernel.RowsPerPiece * Math.Min(images, PackedImages.MostImages) * TLanes.Count;

    /// <summary>Computes some outputs of all images.</summary>
    public static void Run<TLanes, TFormat>(in FullyConnectedOperands operands, int firstRow, int endRow, float* scratch)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        for (var image = 0; image < operands.Images; image += PackedImages.MostImages)
        {
            var images = Math.Min(PackedImages.MostImages, operands.Images - image);
            AddBlocks<TLanes, TFormat>(operands, firstRow, endRow, image, images, scratch);
            StoreOutputs<TLanes, TFormat>(operands, firstRow, endRow, image, images, scratch + BlockFloats);
        }
    }

    private static void AddBlocks<TLanes, TFormat>(in FullyConnectedOperands operands, int firstRow, int endRow, int firstImage, int images, float* scratch)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        var whole = PackedImages.Whole<TLanes>(operands.Inputs);
        var rowBytes = (nint)operands.Inputs * TFormat.Size;
        var weights = operands.Weights + firstRow * rowBytes;
        var groups = (endRow - firstRow + Rows - 1) / Rows;
        var groupSums = images * Rows * TLanes.Count;
        new Span<float>(scratch + BlockFloats, groups * groupSums).Clear();
        var order = new BlockOrder(whole, groups, images);
        for (var step = 0; step < order.Steps; step++)
        {
            var (group, first) = order[step];
            var count = Math.Min(BlockInputs, whole - first);
            var rows = Math.Min(Rows, endRow - firstRow - group * Rows);
            var block = Block<TLanes, TFormat>(weights + group * Rows * rowBytes + first * TFormat.Size, rowBytes, rows, count, scratch);
            var (aheadGroup, aheadFirst) = order[Math.Min(step + StepsAhead, order.Steps - 1)];
            BatchTile.Run<TLanes>(
                block, PackedImages.Block(operands.Packed, whole, firstImage, images, first), images, count, scratch + BlockFloats + group * groupSums,
                weights + aheadGroup * Rows * rowBytes + aheadFirst * TFormat.Size, rowBytes, TFormat.Size);
        }
    }

    /// <summary>Four rows of a block as floats: where they are stored, or widened into scratch. Where there are fewer, the last stands for the missing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static BatchTile.Block Block<TLanes, TFormat>(byte* weights, nint rowBytes, int rows, int count, float* scratch)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        if (typeof(TFormat) == typeof(Float32Format)) return new((float*)weights, rowBytes / sizeof(float), rows - 1);
        for (var row = 0; row < rows; row++)
            for (nint i = 0; i < count; i += TLanes.Count) TFormat.Load<TLanes>(weights + row * rowBytes, i).Store(scratch + row * BlockInputs + i);
        return new(scratch, BlockInputs, rows - 1);
    }

    private static void StoreOutputs<TLanes, TFormat>(in FullyConnectedOperands operands, int firstRow, int endRow, int firstImage, int images, float* registers)
        where TLanes : struct, ISumLanes<TLanes>
        where TFormat : struct, IWeightFormat
    {
        var inputs = (nint)operands.Inputs;
        var whole = (nint)PackedImages.Whole<TLanes>(operands.Inputs);
        var rows = endRow - firstRow;
        var sums = stackalloc float[FullyConnectedKernel.RowsPerPiece];
        for (var image = 0; image < images; image++)
        {
            for (var row = 0; row < rows; row += Rows)
            {
                var four = registers + ((long)row * images + (long)image * Rows) * TLanes.Count;
                TLanes.StoreTotals(TLanes.Load(four), TLanes.Load(four + TLanes.Count), TLanes.Load(four + 2 * TLanes.Count), TLanes.Load(four + 3 * TLanes.Count), sums + row);
            }
            for (var row = 0; row < rows && whole < inputs; row++)
                sums[row] += RowTail.Sum<TFormat>(operands.Weights + (firstRow + row) * inputs * TFormat.Size, operands.X + (firstImage + image) * inputs, whole, inputs);
            operands.Store(firstImage + image, firstRow, sums, rows);
        }
    }
}
