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
    public static void PackPanel(WinogradForm form, GemmTile tile, ReadOnlySpan<float> kernels, int outputs, int channels, int panel, float* target)
    {
        int n = form.Inputs, r = form.Kernel, lanes = Vector<double>.Count;
        var width = (tile.Rows + lanes - 1) / lanes * lanes;
        var matrix = Flat(form.KernelMatrix());
        var kernel = stackalloc double[MostKernel * MostKernel * width];
        var half = stackalloc double[MostInputs * MostKernel * width];
        var row = stackalloc double[width];
        var productLength = ProductLength(tile, outputs, channels);
        var first = panel * tile.Rows;
        new Span<double>(kernel, r * r * width).Clear();
        var place = target + (long)first * channels;
        for (var channel = 0; channel < channels; channel++, place += tile.Rows)
        {
            for (var output = 0; output < Math.Min(tile.Rows, outputs - first); output++)
            {
                var source = kernels.Slice(((first + output) * channels + channel) * r * r, r * r);
                for (var k = 0; k < source.Length; k++) kernel[k * width + output] = source[k];
            }
            // Rows first, G g: half is [n][r]; then columns, (G g) G^T.
            for (var i = 0; i < n; i++)
                for (var k = 0; k < r; k++) Combine(matrix, i * r, kernel + k * width, r * width, r, width, half + (i * r + k) * width);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                {
                    Combine(matrix, j * r, half + i * r * width, width, r, width, row);
                    var product = place + (i * n + j) * productLength;
                    for (var output = 0; output < tile.Rows; output++) product[output] = (float)row[output];
                }
        }
    }

    /// <summary>result = sum over k of matrix[start + k] times the k-th vector from source on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(double[] matrix, int start, double* source, nint stride, int terms, int width, double* result)
    {
        for (var lane = 0; lane < width; lane += Vector<double>.Count)
        {
            var sum = Vector<double>.Zero;
            for (var k = 0; k < terms; k++) sum += new Vector<double>(matrix[start + k]) * Vector.Load(source + k * stride + lane);
            Vector.Store(sum, result + lane);
        }
    }

    private static double[] Flat(double[,] matrix)
    {
        var flat = new double[matrix.Length];
        Buffer.BlockCopy(matrix, 0, flat, 0, flat.Length * sizeof(double));
        return flat;
    }
}
