using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Direct;

/// <summary>The one place that says which register tile a direct convolution uses on which CPU.</summary>
internal static class DirectTiles
{
    /// <summary>
    /// Widest first; the first that the CPU supports is taken. Two registers of output channels for as many columns as the registers hold:
    /// <list type="table">
    /// <item><term>32x14</term><description>AVX-512: 32 registers of 16 floats</description></item>
    /// <item><term>16x6</term><description>AVX2 and FMA: 16 registers of 8 floats</description></item>
    /// <item><term>8x14 or 8x6</term><description>NEON: 32 registers of 4 floats; SSE: 16</description></item>
    /// <item><term>2x6</term><description>no vectors at all</description></item>
    /// </list>
    /// </summary>
    public static IReadOnlyList<DirectTile> All { get; } =
        [new DirectTile<FusedLanes512>(), new DirectTile<FusedLanes256>(), new DirectTile<FusedLanes128>(), new DirectTile<FusedLane>()];

    /// <summary>The tile for this CPU.</summary>
    public static DirectTile Best { get; } = All.First(tile => tile.IsSupported);
}
