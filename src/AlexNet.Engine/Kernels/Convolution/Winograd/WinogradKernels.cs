using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// G g G^T in single precision, for weights that change with every step of a training: <see cref="WinogradWeights"/>, which rounds less, takes several times as long.
/// Same result layout: [product][row panel][channel][tile rows].
/// </summary>
internal static unsafe class WinogradKernels
{
    private const int MostKernel = 5;

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
        var kernel = stackalloc float[MostKernel * MostKernel * TwoSidedTransform.MostWidth];
        new Span<float>(kernel, r * r * TwoSidedTransform.MostWidth).Clear();
        var productLength = (nint)GemmRows(outputs, rows) * channels;
        var place = target + (nint)first * channels;
        kernels += first * outputStride;
        for (var channel = 0; channel < channels; channel++, place += rows, kernels += channelStride)
        {
            for (var output = 0; output < inside; output++)
            {
                var source = kernels + output * outputStride;
                for (var k = 0; k < r * r; k++, source += step) kernel[k * TwoSidedTransform.MostWidth + output] = *source;
            }
            TwoSidedTransform.Run(matrix, n, r, kernel, TwoSidedTransform.MostWidth, rows, place, productLength);
        }
    }

    private static int GemmRows(int outputs, int rows) => (outputs + rows - 1) / rows * rows;
}
