using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Gemm;

namespace AlexNet.Engine.Kernels.Convolution.Gradients;

/// <summary>
/// The weights of the convolution that computes a convolution's input gradient from its output gradient (stride 1): channels and outputs exchanged, each
/// kernel turned by half a circle, packed as <see cref="GemmPacking.PackRows"/> packs.
/// </summary>
internal static unsafe class FlippedWeights
{
    /// <summary>Packs one row panel of one group.</summary>
    /// <param name="tile">The register tile.</param>
    /// <param name="weights">[outputs][channels][area], of the group.</param>
    /// <param name="outputs">Outputs of the forward convolution.</param>
    /// <param name="channels">Its channels.</param>
    /// <param name="area">Weights of a kernel.</param>
    /// <param name="panel">Which panel: channels panel x rows and following.</param>
    /// <param name="target">The group's packed weights, [panel][output][area][tile rows].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackPanel(GemmTile tile, float* weights, int outputs, int channels, int area, int panel, float* target)
    {
        int first = panel * tile.Rows, rows = Math.Min(tile.Rows, channels - first);
        target += (long)first * outputs * area;
        if (rows < tile.Rows) new Span<float>(target, outputs * area * tile.Rows).Clear();
        for (var output = 0; output < outputs; output++, target += area * tile.Rows)
            for (var row = 0; row < rows; row++)
            {
                var kernel = weights + ((long)output * channels + first + row) * area + area - 1;
                for (var k = 0; k < area; k++) target[k * tile.Rows + row] = kernel[-k];
            }
    }
}
