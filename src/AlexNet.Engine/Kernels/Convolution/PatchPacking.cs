using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Convolution;

/// <summary>
/// Writes panels of the im2col matrix straight from the phase image, so that the matrix itself never exists.
/// A panel holds <c>width</c> neighbouring columns: [depth][width], as the register tile reads them.
/// </summary>
internal static unsafe class PatchPacking
{
    /// <summary>Floats that writes may run past the end of a panel.</summary>
    public const int WriteSlack = 32;

    private const int MaxWidth = 32;

    /// <summary>
    /// All rows of the columns from <paramref name="place"/> on.
    /// Columns past the last place hold whatever follows in memory; nobody stores their results.
    /// </summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="phaseImage">The group's first channel.</param>
    /// <param name="place">Output place of the panel's first column.</param>
    /// <param name="width">Columns of a panel, a multiple of 4 up to 32.</param>
    /// <param name="panel">Where to write; <see cref="WriteSlack"/> floats past the end are overwritten too.</param>
    public static void Pack(ConvolutionGeometry geometry, float* phaseImage, int place, int width, float* panel) =>
        Pack(geometry, phaseImage, 1, 0, place, width, 0, geometry.Depth, panel);

    /// <summary>Some rows of a panel whose columns may run on from one image into the next.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="phaseImage">The group's first channel of the first image.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="imageStride">Floats from one image to the next.</param>
    /// <param name="place">Output place of the panel's first column, counted through all images.</param>
    /// <param name="width">Columns of a panel, a multiple of 4 up to 32.</param>
    /// <param name="firstRow">First row of the im2col matrix.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="panel">Where to write; <see cref="WriteSlack"/> floats past the end are overwritten too.</param>
    public static void Pack(
        ConvolutionGeometry geometry, float* phaseImage, int images, nint imageStride, int place, int width, int firstRow, int rows, float* panel)
    {
        // The panel's columns are runs of neighbours in one row of outputs; where each run starts in the phase image is the same for
        // every row of the matrix but for RowOffsets.
        var starts = stackalloc int[MaxWidth];
        var sources = stackalloc nint[MaxWidth];
        var runs = FindRuns(geometry, images, imageStride, place, width, starts, sources);
        fixed (int* all = geometry.RowOffsets)
        {
            var offsets = all + firstRow;
            switch (width)
            {
                case 16: CopyRuns<Block16>(offsets, rows, phaseImage, starts, sources, runs, width, panel); break;
                case 32: CopyRuns<Block32>(offsets, rows, phaseImage, starts, sources, runs, width, panel); break;
                case 8: CopyRuns<Block8>(offsets, rows, phaseImage, starts, sources, runs, width, panel); break;
                default: CopyRuns<Block4>(offsets, rows, phaseImage, starts, sources, runs, width, panel); break;
            }
        }
    }

    private static int FindRuns(ConvolutionGeometry geometry, int images, nint imageStride, int place, int width, int* starts, nint* sources)
    {
        var runs = 0;
        var (image, inside) = Math.DivRem(place, geometry.Places);
        var (row, column) = Math.DivRem(inside, geometry.OutputWidth);
        for (var filled = 0; filled < width && image < images; column = 0)
        {
            starts[runs] = filled;
            sources[runs++] = image * imageStride + (nint)row * geometry.Stride * geometry.PhaseColumns + column;
            filled += geometry.OutputWidth - column;
            if (++row == geometry.OutputHeight) (row, image) = (0, image + 1);
        }
        return runs;
    }

    /// <summary>Copies each run as a whole panel row; the next run, and then the next row, overwrite what was too much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRuns<TBlock>(
        int* offsets, int rows, float* phaseImage, int* starts, nint* sources, int runs, int width, float* panel) where TBlock : unmanaged
    {
        if (runs == 1)
        {
            var source = phaseImage + sources[0];
            for (var k = 0; k < rows; k++, panel += width) Copy<TBlock>(source + offsets[k], panel);
            return;
        }
        if (runs == 2)
        {
            float* source0 = phaseImage + sources[0], source1 = phaseImage + sources[1];
            var start = starts[1];
            for (var k = 0; k < rows; k++, panel += width)
            {
                Copy<TBlock>(source0 + offsets[k], panel);
                Copy<TBlock>(source1 + offsets[k], panel + start);
            }
            return;
        }
        for (var k = 0; k < rows; k++, panel += width)
        {
            var row = phaseImage + offsets[k];
            for (var run = 0; run < runs; run++) Copy<TBlock>(row + sources[run], panel + starts[run]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy<TBlock>(float* source, float* target) where TBlock : unmanaged =>
        Unsafe.WriteUnaligned(target, Unsafe.ReadUnaligned<TBlock>(source));

    [InlineArray(4)]
    private struct Block4 { private float _first; }

    [InlineArray(8)]
    private struct Block8 { private float _first; }

    [InlineArray(16)]
    private struct Block16 { private float _first; }

    [InlineArray(32)]
    private struct Block32 { private float _first; }
}
