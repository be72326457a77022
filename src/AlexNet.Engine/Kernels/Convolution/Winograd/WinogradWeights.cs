using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>G g G^T of every kernel, in double, packed for the register tile: [group][product][row panels][channels][tile rows].</summary>
internal static unsafe class WinogradWeights
{
    /// <summary>Floats of one product's weights of one group.</summary>
    public static long ProductLength(GemmTile tile, int outputs, int channels) => GemmPacking.PackedLength(tile, outputs, channels);

    /// <summary>Transforms the weights of some output channels of one group; ranges that start at a row panel can run at once.</summary>
    /// <param name="form">The form.</param>
    /// <param name="tile">Register tile to pack for.</param>
    /// <param name="kernels">[outputs][channels][r][r].</param>
    /// <param name="outputs">Output channels of the group.</param>
    /// <param name="channels">Input channels of the group.</param>
    /// <param name="firstPanel">First row panel to write.</param>
    /// <param name="endPanel">The row panel after the last.</param>
    /// <param name="target">The group's packed weights.</param>
    public static void Pack(
        WinogradForm form, GemmTile tile, ReadOnlySpan<float> kernels, int outputs, int channels, int firstPanel, int endPanel, float* target)
    {
        var matrix = form.KernelMatrix();
        int n = form.Inputs, r = form.Kernel;
        var half = stackalloc double[n * r];
        var productLength = ProductLength(tile, outputs, channels);
        for (var output = firstPanel * tile.Rows; output < Math.Min(outputs, endPanel * tile.Rows); output++)
        {
            // Row panels are [channels][tile rows].
            var place = target + (long)(output / tile.Rows) * channels * tile.Rows + output % tile.Rows;
            for (var channel = 0; channel < channels; channel++, place += tile.Rows)
            {
                var kernel = kernels.Slice((output * channels + channel) * r * r, r * r);
                for (var i = 0; i < n; i++)
                    for (var k = 0; k < r; k++)
                    {
                        var sum = 0.0;
                        for (var row = 0; row < r; row++) sum += matrix[i, row] * kernel[row * r + k];
                        half[i * r + k] = sum;
                    }
                for (var i = 0; i < n; i++)
                    for (var j = 0; j < n; j++)
                    {
                        var sum = 0.0;
                        for (var k = 0; k < r; k++) sum += half[i * r + k] * matrix[j, k];
                        place[(i * n + j) * productLength] = (float)sum;
                    }
            }
        }
    }
}
