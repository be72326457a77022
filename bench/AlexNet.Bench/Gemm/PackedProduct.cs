using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Gemm;

/// <summary>
/// A matrix product [rows][depth] x [depth][columns] of random numbers with both sides packed beforehand, cut into the blocks in which a
/// convolution runs it: what the register tile and the loops round it reach without the packing.
/// </summary>
internal sealed unsafe class PackedProduct : IDisposable
{
    // As a convolution has them: column panels that share a block of weights, and rows of that block.
    private const int PanelsPerPiece = 8;
    private const int RowsPerBlock = 192;

    private readonly GemmTile _tile;
    private readonly float[] _left;
    private readonly float[] _right;
    private readonly NativeBuffer _packedLeft;
    private readonly NativeBuffer _packedRight;
    private readonly NativeBuffer _bias;
    private readonly NativeBuffer _result;

    public PackedProduct(GemmTile tile, int rows, int depth, int columns)
    {
        (_tile, Rows, Depth, Columns) = (tile, rows, depth, columns);
        var random = new Random(1);
        _left = Fill(random, rows * depth);
        _right = Fill(random, depth * columns);
        _packedLeft = new NativeBuffer(GemmPacking.PackedLength(tile, rows, depth));
        GemmPacking.PackRows(tile, _left, rows, depth, _packedLeft.Pointer);
        _packedRight = new NativeBuffer((long)GemmPacking.Panels(columns, tile.Columns) * tile.Columns * depth);
        _bias = new NativeBuffer(GemmPacking.Panels(rows, tile.Rows) * tile.Rows);
        _result = new NativeBuffer((long)rows * columns);
        PackRight();
    }

    public int Rows { get; }

    public int Depth { get; }

    public int Columns { get; }

    /// <summary>Operations that the result needs; what a tile computes past the edges is not counted.</summary>
    public double Flops => 2.0 * Rows * Depth * Columns;

    public void Run()
    {
        var right = _packedRight.Pointer;
        ForBlocks((column, columns, panels, first, end) =>
        {
            var panel = (nint)(end - first) * _tile.Columns;
            var rowsPerBlock = Math.Max(_tile.Rows, RowsPerBlock / _tile.Rows * _tile.Rows);
            for (var row = 0; row < Rows; row += rowsPerBlock)
            {
                GemmBlock.Run(
                    _tile, Math.Min(rowsPerBlock, Rows - row), columns, end - first,
                    _packedLeft.Pointer + (long)row * Depth + (nint)first * _tile.Rows, (nint)Depth * _tile.Rows,
                    right, panel, _result.Pointer + (long)row * Columns + column, Columns, first == 0 ? _bias.Pointer + row : null, relu: false);
            }
            right += panels * panel;
        });
    }

    /// <summary>Throws unless elements all over the result agree with sums in double: a wrong product has no speed.</summary>
    public void Check()
    {
        Run();
        for (var i = 0; i < 1000; i++)
        {
            var (row, column) = (i * 7919 % Rows, (Columns - 1 + i * 104729) % Columns);
            var sum = 0.0;
            for (var k = 0; k < Depth; k++) sum += (double)_left[row * Depth + k] * _right[k * Columns + column];
            var found = _result.Pointer[(long)row * Columns + column];
            if (!(Math.Abs(found - sum) < 1e-4 * Math.Sqrt(Depth))) throw new InvalidOperationException($"{_tile.Name}: element {row}, {column} is {found}, not {sum}");
        }
    }

    public void Dispose()
    {
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_packedLeft, _packedRight, _bias, _result]) buffer.Dispose();
    }

    private void PackRight()
    {
        var target = _packedRight.Pointer;
        ForBlocks((column, columns, panels, first, end) =>
        {
            var block = new float[(end - first) * columns];
            for (var k = first; k < end; k++) _right.AsSpan(k * Columns + column, columns).CopyTo(block.AsSpan((k - first) * columns));
            GemmPacking.PackColumns(_tile, block, end - first, columns, target);
            target += (long)panels * _tile.Columns * (end - first);
        });
    }

    private delegate void Block(int column, int columns, int panels, int firstDepth, int endDepth);

    /// <summary>Piece by piece of the columns, each over the whole depth as the engine does it.</summary>
    private void ForBlocks(Block body)
    {
        var piece = PanelsPerPiece * _tile.Columns;
        for (var column = 0; column < Columns; column += piece)
        {
            var columns = Math.Min(piece, Columns - column);
            body(column, columns, GemmPacking.Panels(columns, _tile.Columns), 0, Depth);
        }
    }

    private static float[] Fill(Random random, int length)
    {
        var values = new float[length];
        for (var i = 0; i < length; i++) values[i] = random.NextSingle() - 0.5f;
        return values;
    }
}
