using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Gradients;

/// <summary>
/// Writes row panels of the im2col matrix straight from the phase images: [places][tile rows], what the register tile reads of a matrix whose sums run
/// over places, as those of a weight gradient do. Places are numbered through all images.
/// </summary>
internal static unsafe class PatchRowPacking
{
    /// <summary>Packs some rows of the im2col matrix at some whole rows of output places.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="phaseImages">The group's first channel of the first image.</param>
    /// <param name="imageStride">Floats from one image to the next.</param>
    /// <param name="firstRow">First row of the im2col matrix.</param>
    /// <param name="rows">How many there are; fewer than <paramref name="width"/> at the matrix's end, where the rest is zero.</param>
    /// <param name="width">Rows of the register tile.</param>
    /// <param name="firstLine">First line of output places, counted through all images' maps.</param>
    /// <param name="lines">Number of lines.</param>
    /// <param name="panel">[lines x output width][width].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        ConvolutionGeometry geometry, float* phaseImages, nint imageStride, int firstRow, int rows, int width, int firstLine, int lines, float* panel)
    {
        var count = geometry.OutputWidth;
        if (rows < width) new Span<float>(panel, lines * count * width).Clear();
        fixed (int* all = geometry.RowOffsets)
        {
            var offsets = all + firstRow;
            for (var line = firstLine; line < firstLine + lines; line++, panel += (nint)count * width)
            {
                var (image, row) = Math.DivRem(line, geometry.OutputHeight);
                var source = phaseImages + image * imageStride + (nint)row * geometry.Stride * geometry.PhaseColumns;
                var r = 0;
                for (; r + 4 <= rows; r += 4)
                    MatrixTranspose.FourRows(source + offsets[r], source + offsets[r + 1], source + offsets[r + 2], source + offsets[r + 3], count, panel + r, width);
                for (; r < rows; r++)
                {
                    var values = source + offsets[r];
                    for (var place = 0; place < count; place++) panel[(nint)place * width + r] = values[place];
                }
            }
        }
    }
}
