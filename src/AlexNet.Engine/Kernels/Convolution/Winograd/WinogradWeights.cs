using System.Numerics;
using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// G g G^T of every kernel, in double, packed for the register tile: [product][row panel][channel][tile rows]. The rows of a panel, kernels of
/// neighbouring output channels, are transformed side by side in vectors.
/// </summary>
internal static unsafe class WinogradWeights
{
    private const int MostInputs = 8;
    private const int MostKernel = 5;

    /// <summary>Floats of one product's weights of one group.</summary>
    public static long ProductLength(GemmTile tile, int outputs, int channels) => GemmPacking.PackedLength(tile, outputs, channels);

    /// <summary>Transforms one row panel; several can be transformed at once.</summary>
    /// <param name="form">The form.</param>
    /// <param name="tile">Register tile to pack for.</param>
    /// <param name="kernels">[outputs][channels][r][r].</param>
    /// <param name="outputs">Output channels of the group; the rest of the last panel is zero.</param>
    /// <param name="channels">Input channels of the group.</param>
    /// <param name="panel">The row panel.</param>
    /// <param name="target">The group's packed weights.</param>
    // Runs once a model, in its first moments: the first code that the JIT compiles has to be the good one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackPanel(WinogradForm form, GemmTile tile, float* kernels, int outputs, int channels, int panel, float* target)
    {
        int n = form.Inputs, r = form.Kernel, pair = 2 * Vector<double>.Count;
        var width = (tile.Rows + pair - 1) / pair * pair;
        var kernel = stackalloc double[MostKernel * MostKernel * width];
        var half = stackalloc double[MostInputs * MostKernel * width];
        var row = stackalloc double[width];
        var productLength = ProductLength(tile, outputs, channels);
        var first = panel * tile.Rows;
        new Span<double>(kernel, r * r * width).Clear();
        var place = target + (long)first * channels;
        fixed (double* matrix = Flat(form.KernelMatrix()))
        {
            for (var channel = 0; channel < channels; channel++, place += tile.Rows)
            {
                for (var output = 0; output < Math.Min(tile.Rows, outputs - first); output++)
                {
                    var source = kernels + ((long)(first + output) * channels + channel) * r * r;
                    for (var k = 0; k < r * r; k++) kernel[k * width + output] = source[k];
                }
                // Rows first, G g: half is [n][r]; then columns, (G g) G^T.
                for (var i = 0; i < n; i++)
                    for (var k = 0; k < r; k++) Combine(matrix + i * r, kernel + k * width, r * width, r, width, half + (i * r + k) * width);
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++)
                    {
                        Combine(matrix + j * r, half + i * r * width, width, r, width, row);
                        Narrow(row, tile.Rows, place + (i * n + j) * productLength);
                    }
            }
        }
    }

    /// <summary>result = sum over k of matrix[k] times the k-th vector from source on; 3 or 5 terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(double* matrix, double* source, nint stride, int terms, int width, double* result)
    {
        Vector<double> m0 = new(matrix[0]), m1 = new(matrix[1]), m2 = new(matrix[2]);
        for (var lane = 0; lane < width; lane += Vector<double>.Count)
        {
            var from = source + lane;
            var sum = m0 * Vector.Load(from) + m1 * Vector.Load(from + stride) + m2 * Vector.Load(from + 2 * stride);
            for (var k = 3; k < terms; k++) sum += new Vector<double>(matrix[k]) * Vector.Load(from + k * stride);
            Vector.Store(sum, result + lane);
        }
    }

    /// <summary>Rounds to single precision; the last vector may hold more than the rows that are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Narrow(double* row, int rows, float* product)
    {
        var done = 0;
        for (; done + Vector<float>.Count <= rows; done += Vector<float>.Count)
            Vector.Store(Vector.Narrow(Vector.Load(row + done), Vector.Load(row + done + Vector<double>.Count)), product + done);
        for (; done < rows; done++) product[done] = (float)row[done];
    }

    private static double[] Flat(double[,] matrix)
    {
        var flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, flat.Length * sizeof(double));
        return flat;
    }
}
