namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>The one place that says which register tile runs on which CPU.</summary>
internal static class GemmTiles
{
    /// <summary>
    /// Widest first; the first that the CPU supports is taken.
    /// <list type="table">
    /// <item><term>12x32</term><description>AVX-512: 32 registers of 16 floats</description></item>
    /// <item><term>16x16</term><description>AVX-512, for products of few columns: see <see cref="Narrow"/></description></item>
    /// <item><term>6x16</term><description>AVX2 and FMA: 16 registers of 8 floats</description></item>
    /// <item><term>8x8</term><description>NEON: 32 registers of 4 floats; SSE too</description></item>
    /// <item><term>4x4</term><description>no vectors at all</description></item>
    /// </list>
    /// </summary>
    public static IReadOnlyList<GemmTile> All { get; } =
        [new Avx512Gemm12x32(), new Avx512Gemm16x16(), new Avx2Gemm6x16(), new Vector128Gemm8x8(), new PortableGemm4x4()];

    /// <summary>The tile for this CPU.</summary>
    public static GemmTile Best { get; } = All.First(tile => tile.IsSupported);

    /// <summary>The tile for products of few columns, of which 32 at a time would leave many empty: 16 tiles of Winograd's are one photo's map of 13x13.</summary>
    public static GemmTile Narrow { get; } = All.First(tile => tile.IsSupported && tile.Columns <= 16);
}
