using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>Cuts tiles out of maps and puts them back: maps are [channel][row][column], a tile is [16 rows][16 columns][lane], a lane a channel.</summary>
internal static unsafe class TileImage
{
    private const int Size = RealTransform16x16.Size;

    /// <summary>Reads a tile. Outside the maps, and in lanes without a channel, it is zero.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="maps">First map of the block.</param>
    /// <param name="channels">Maps of the block.</param>
    /// <param name="top">First row that the tile reads; may be negative.</param>
    /// <param name="left">First column that the tile reads; may be negative.</param>
    /// <param name="tile">Where to write.</param>
    public static void Read(FftGeometry geometry, float* maps, int channels, int top, int left, float* tile)
    {
        var (lanes, height, width) = (geometry.Lanes, geometry.Sizes.InputHeight, geometry.Sizes.InputWidth);
        int first = Math.Clamp(-left, 0, Size), end = Math.Clamp(width - left, first, Size);
        for (var y = 0; y < Size; y++, tile += Size * lanes)
        {
            var row = top + y;
            var line = new Span<float>(tile, Size * lanes);
            if ((uint)row >= (uint)height || channels < lanes || first == end)
            {
                line.Clear();
            }
            else
            {
                line[..(first * lanes)].Clear();
                line[(end * lanes)..].Clear();
            }
            if ((uint)row < (uint)height && first < end)
                MatrixTranspose.Run(maps + (nint)row * width + left + first, (nint)height * width, channels, end - first, tile + first * lanes, lanes);
        }
    }

    /// <summary>Writes some rows and columns of a tile, with the bias of each lane and perhaps a ReLU.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="tile">The tile, overwritten.</param>
    /// <param name="bias">[lane].</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    /// <param name="maps">First map of the block.</param>
    /// <param name="channels">Maps of the block.</param>
    /// <param name="top">First row of output.</param>
    /// <param name="left">First column of output.</param>
    public static void Write<TLanes>(FftGeometry geometry, float* tile, float* bias, bool relu, float* maps, int channels, int top, int left)
        where TLanes : struct, IFusedLanes<TLanes>
    {
        var (lanes, height, width) = (geometry.Lanes, geometry.Sizes.OutputHeight, geometry.Sizes.OutputWidth);
        int rows = Math.Min(geometry.TileOutput, height - top), columns = Math.Min(geometry.TileOutput, width - left);
        var start = TLanes.Load(bias);
        for (var y = 0; y < rows; y++, tile += Size * lanes)
        {
            for (var x = 0; x < columns; x++)
            {
                var sum = TLanes.Load(tile + x * lanes) + start;
                (relu ? TLanes.Relu(sum) : sum).Store(tile + x * lanes);
            }
            MatrixTranspose.Run(tile, lanes, columns, channels, maps + (nint)(top + y) * width + left, (nint)height * width);
        }
    }
}
