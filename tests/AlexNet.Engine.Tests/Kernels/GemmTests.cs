using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Kernels.Reference;
using AlexNet.Engine.Tensors;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace AlexNet.Engine.Tests.Kernels;

[Trait("Category", "Kernel")]
public unsafe class GemmTests
{
    // Tiles of cross-platform vectors run on every CPU, if slowly; the AVX2 tile needs its instructions.
    public static TheoryData<string> Tiles => [.. GemmTiles.All.Where(tile => tile is not Avx2Gemm6x16 || tile.IsSupported).Select(tile => tile.Name)];

    [Fact]
    public void TheBestTileRunsHere() => Assert.True(GemmTiles.Best.IsSupported);

    [Theory]
    [MemberData(nameof(Tiles))]
    public void EveryTileAgreesWithTheReference(string name)
    {
        var tile = GemmTiles.All.Single(candidate => candidate.Name == name);
        var sizes =
            from rows in new[] { 1, tile.Rows - 1, tile.Rows, tile.Rows + 1, 3 * tile.Rows + 2 }
            from columns in new[] { 1, tile.Columns - 1, tile.Columns, 2 * tile.Columns + 3 }
            from depth in new[] { 1, 2, 7, 64 }
            select (rows, columns, depth);
        foreach (var (rows, columns, depth) in sizes.Where(size => size.rows > 0)) Check(tile, rows, columns, depth, split: depth / 2, relu: rows % 2 == 0, seed: rows + columns);
    }

    [Property(MaxTest = 60)]
    public Property TheBestTileAgreesOnRandomSizes() => Prop.ForAll(
        Gen.Choose(1, 40).Four().ToArbitrary(),
        sizes => Check(GemmTiles.Best, sizes.Item1, sizes.Item2, sizes.Item3 * 5, sizes.Item3 * 5 * sizes.Item4 / 50, sizes.Item4 % 2 == 0, sizes.Item4));

    [Theory]
    [MemberData(nameof(Tiles))]
    public void ReluLetsNaNThrough(string name)
    {
        var tile = GemmTiles.All.Single(candidate => candidate.Name == name);
        using var a = new NativeBuffer(tile.Rows);
        using var b = new NativeBuffer(tile.Columns);
        using var c = new NativeBuffer(tile.Rows * tile.Columns);
        using var bias = new NativeBuffer(tile.Rows);
        a.Span(0, tile.Rows).Fill(-1);
        b.Span(0, tile.Columns).Fill(1);
        b.Pointer[1] = float.NaN;
        tile.Run(1, a.Pointer, b.Pointer, c.Pointer, tile.Columns, bias.Pointer, relu: true);
        for (var row = 0; row < tile.Rows; row++)
        {
            Assert.True(float.IsNaN(c.Pointer[row * tile.Columns + 1]));
            Assert.Equal(0, c.Pointer[row * tile.Columns]);
        }
    }

    [Fact]
    public void AnElementsBitsDoNotDependOnItsNeighbours()
    {
        var tile = GemmTiles.Best;
        var random = new Random(3);
        float[] a = Near.Random(random, 5 * 31), b = Near.Random(random, 31 * 40), bias = Near.Random(random, 5);
        var whole = Multiply(tile, a, b, bias, 5, 40, 31, 0, false);
        for (var column = 0; column < 40; column++)
        {
            var alone = Multiply(tile, a, [.. Enumerable.Range(0, 31).Select(k => b[k * 40 + column])], bias, 5, 1, 31, 0, false);
            for (var row = 0; row < 5; row++) Assert.Equal(whole[row * 40 + column], alone[row]);
        }
    }

    private static void Check(GemmTile tile, int rows, int columns, int depth, int split, bool relu, int seed)
    {
        var random = new Random(seed);
        float[] a = Near.Random(random, rows * depth), b = Near.Random(random, depth * columns), bias = Near.Random(random, rows);
        var expected = ReferenceGemm.Run(a, b, rows, columns, depth);
        for (var i = 0; i < expected.Length; i++)
        {
            expected[i] += bias[i / columns];
            if (relu) expected[i] = Math.Max(0, expected[i]);
        }
        var actual = Multiply(tile, a, b, bias, rows, columns, depth, split, relu);
        var error = Near.Error(expected, actual, floor: 1);
        Assert.True(error < 3e-6, $"{tile.Name} {rows}x{depth}x{columns}, split {split}, relu {relu}: {error:0.0e0}");
    }

    /// <summary>The product in one or two blocks of the depth, into memory whose surroundings must stay as they were.</summary>
    private static float[] Multiply(GemmTile tile, float[] a, float[] b, float[] bias, int rows, int columns, int depth, int split, bool relu)
    {
        const float Untouched = 12345;
        var stride = columns + 5;
        using var left = new NativeBuffer(GemmPacking.PackedLength(tile, rows, depth));
        using var right = new NativeBuffer((long)GemmPacking.Panels(columns, tile.Columns) * tile.Columns * depth);
        using var start = new NativeBuffer(rows + tile.Rows);
        using var c = new NativeBuffer((rows + 2L) * stride);
        GemmPacking.PackRows(tile, a, rows, depth, left.Pointer);
        GemmPacking.PackColumns(tile, b, depth, columns, right.Pointer);
        bias.CopyTo(start.Span(0, rows));
        c.Span(0, (int)c.Length).Fill(Untouched);
        foreach (var (first, end) in new[] { (0, split), (split, depth) }.Where(part => part.Item2 > part.Item1))
            GemmBlock.Run(
                tile, rows, columns, end - first, left.Pointer + first * tile.Rows, depth * tile.Rows, right.Pointer + first * tile.Columns, depth * tile.Columns,
                c.Pointer + stride, stride, first == 0 ? start.Pointer : null, relu && end == depth);
        var result = new float[rows * columns];
        for (var row = -1; row <= rows; row++)
            for (var column = 0; column < stride; column++)
            {
                var value = c.Pointer[(row + 1) * stride + column];
                if (row >= 0 && row < rows && column < columns) result[row * columns + column] = value;
                else Assert.Equal(Untouched, value);
            }
        return result;
    }
}
