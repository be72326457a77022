using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>
/// Multiplies packed panels, tile by tile: the loops round the register tile.
/// a: row panels, panel i at a + i * aStride, each [depth][tile.Rows], rows past the end zero.
/// b: column panels, panel j at b + j * bStride, each [depth][tile.Columns], columns past the end anything.
/// c: rows x columns floats, rows <c>stride</c> apart; nothing outside is touched.
/// </summary>
internal static unsafe class GemmBlock
{
    /// <summary>The most floats a tile has: room for one on the stack, for the edges of c.</summary>
    private const int MaxTile = 12 * 32;

    /// <summary>Column panels outside, row panels inside: b's panel stays in cache while a's stream past it.</summary>
    /// <param name="tile">The register tile that a and b were packed for.</param>
    /// <param name="rows">Rows of c.</param>
    /// <param name="columns">Columns of c.</param>
    /// <param name="depth">Length of the sums.</param>
    /// <param name="a">First row panel.</param>
    /// <param name="aStride">Floats between row panels.</param>
    /// <param name="b">First column panel.</param>
    /// <param name="bStride">Floats between column panels.</param>
    /// <param name="c">First element of the result.</param>
    /// <param name="stride">Floats between rows of c.</param>
    /// <param name="bias">A value for each row that is added, readable up to a whole tile; null to add what c holds.</param>
    /// <param name="relu">Whether to clamp at zero at the end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        GemmTile tile, int rows, int columns, int depth,
        float* a, nint aStride, float* b, nint bStride, float* c, nint stride, float* bias, bool relu)
    {
        for (var column = 0; column < columns; column += tile.Columns, b += bStride)
        {
            var panel = a;
            for (var row = 0; row < rows; row += tile.Rows, panel += aStride)
            {
                var start = bias is null ? null : bias + row;
                var corner = c + row * stride + column;
                if (row + tile.Rows <= rows && column + tile.Columns <= columns)
                    tile.Run(depth, panel, b, corner, stride, start, relu);
                else
                    RunEdge(tile, Math.Min(tile.Rows, rows - row), Math.Min(tile.Columns, columns - column), depth, panel, b, corner, stride, start, relu);
            }
        }
    }

    /// <summary>A tile that hangs over the edge of c: computed whole in a copy, of which the part inside goes back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RunEdge(
        GemmTile tile, int rows, int columns, int depth, float* a, float* b, float* c, nint stride, float* bias, bool relu)
    {
        var whole = stackalloc float[MaxTile];
        if (bias is null)
        {
            for (var row = 0; row < rows; row++)
                new ReadOnlySpan<float>(c + row * stride, columns).CopyTo(new Span<float>(whole + row * tile.Columns, columns));
        }
        tile.Run(depth, a, b, whole, tile.Columns, bias, relu);
        for (var row = 0; row < rows; row++)
            new ReadOnlySpan<float>(whole + row * tile.Columns, columns).CopyTo(new Span<float>(c + row * stride, columns));
    }
}
