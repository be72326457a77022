using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// G g G^T in single precision, for weights that change with every step of a training: <see cref="WinogradWeights"/>, which rounds less, takes several times as long.
/// Same result layout: [product][row panel][channel][tile rows].
/// </summary>
internal static unsafe class WinogradKernels
{
    private const int MostInputs = 8;
    private const int MostKernel = 5;
    private const int MostRows = 32;

    /// <summary>Transforms one row panel of one group.</summary>
    /// <param name="form">The form.</param>
    /// <param name="matrix">G, [n][r].</param>
    /// <param name="rows">Rows of the register tile.</param>
    /// <param name="kernels">First weight of the first output's first kernel.</param>
    /// <param name="outputStride">Floats from one output's kernels to the next.</param>
    /// <param name="channelStride">Floats from one channel's kernel to the next.</param>
    /// <param name="step">Floats from one weight of a kernel to the next: 1, or -1 for kernels turned by half a circle.</param>
    /// <param name="outputs">Outputs of the group; the rest of the last panel is zero.</param>
    /// <param name="channels">Channels of the group.</param>
    /// <param name="panel">The row panel.</param>
    /// <param name="target">The group's packed weights.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        WinogradForm form, float* matrix, int rows, float* kernels, nint outputStride, nint channelStride, int step, int outputs, int channels, int panel, float* target)
    {
        int n = form.Inputs, r = form.Kernel, first = panel * rows, inside = Math.Min(rows, outputs - first);
        var width = (rows + Vector<float>.Count - 1) / Vector<float>.Count * Vector<float>.Count;
        var kernel = stackalloc float[MostKernel * MostKernel * MostRows];
        var half = stackalloc float[MostInputs * MostKernel * MostRows];
        var result = stackalloc float[MostRows];
        new Span<float>(kernel, r * r * width).Clear();
        var productLength = (nint)GemmRows(outputs, rows) * channels;
        var place = target + (nint)first * channels;
        kernels += first * outputStride;
        for (var channel = 0; channel < channels; channel++, place += rows, kernels += channelStride)
        {
            for (var output = 0; output < inside; output++)
            {
                var source = kernels + output * outputStride;
                for (var k = 0; k < r * r; k++, source += step) kernel[k * width + output] = *source;
            }
            // Rows first, G g: half is [n][r]; then columns, (G g) G^T.
            for (var i = 0; i < n; i++)
                for (var k = 0; k < r; k++) Combine(matrix + i * r, kernel + k * width, r * width, r, width, half + (i * r + k) * width);
            for (var i = 0; i < n; i++)
                for (var j = 0; j < n; j++)
                {
                    Combine(matrix + j * r, half + i * r * width, width, r, width, result);
                    new ReadOnlySpan<float>(result, rows).CopyTo(new Span<float>(place + (i * n + j) * productLength, rows));
                }
        }
    }

    private static int GemmRows(int outputs, int rows) => (outputs + rows - 1) / rows * rows;

    /// <summary>result = sum over k of matrix[k] times the k-th row from source on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(float* matrix, float* source, nint stride, int terms, int width, float* result)
    {
        for (var lane = 0; lane < width; lane += Vector<float>.Count)
        {
            var sum = new Vector<float>(matrix[0]) * Vector.Load(source + lane);
            for (var k = 1; k < terms; k++) sum += new Vector<float>(matrix[k]) * Vector.Load(source + k * stride + lane);
            Vector.Store(sum, result + lane);
        }
    }
}
