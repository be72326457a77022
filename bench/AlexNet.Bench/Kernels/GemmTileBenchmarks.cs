using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using BenchmarkDotNet.Attributes;

namespace AlexNet.Bench.Kernels;

/// <summary>Each register tile alone, its panels in L1: what it reaches before the loops round it cost anything.</summary>
public unsafe class GemmTileBenchmarks
{
    private const int Depth = 240;

    private GemmTile _tile = GemmTiles.Best;
    private NativeBuffer _a = null!;
    private NativeBuffer _b = null!;
    private NativeBuffer _c = null!;

    /// <summary>The tiles that this CPU runs at full speed.</summary>
    public static IEnumerable<string> Tiles => GemmTiles.All.Where(tile => tile.IsSupported).Select(tile => tile.Name);

    /// <summary>Name of the tile.</summary>
    [ParamsSource(nameof(Tiles))]
    public string Tile { get; set; } = "";

    /// <summary>Operations of one call.</summary>
    public static double Flops(string tile)
    {
        var found = GemmTiles.All.Single(candidate => candidate.Name == tile);
        return 2.0 * found.Rows * found.Columns * Depth;
    }

    /// <summary>Allocates the panels.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _tile = GemmTiles.All.Single(tile => tile.Name == Tile);
        _a = new NativeBuffer(_tile.Rows * Depth);
        _b = new NativeBuffer(_tile.Columns * Depth);
        _c = new NativeBuffer(_tile.Rows * _tile.Columns);
    }

    /// <summary>Frees the panels.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _a.Dispose();
        _b.Dispose();
        _c.Dispose();
    }

    /// <summary>One tile of the product, on top of what c holds.</summary>
    [Benchmark]
    public void Multiply() => _tile.Run(Depth, _a.Pointer, _b.Pointer, _c.Pointer, _tile.Columns, null, relu: false);
}
