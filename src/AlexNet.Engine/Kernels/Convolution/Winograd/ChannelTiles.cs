using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>
/// Tiles of maps with channels side by side: [row][column][width], a lane a channel. What a weight gradient sums over are tiles, so that in its products a
/// channel must be a row or a column.
/// </summary>
internal static unsafe class ChannelTiles
{
    /// <summary>Floats of the maps that <see cref="Interleave"/> makes.</summary>
    public static long Length(int rows, int columns, int width) => (long)rows * columns * width;

    /// <summary>Maps [channels][height][width] -> [rows][columns][lanes], zeros around them and in the lanes past the last channel.</summary>
    /// <param name="maps">First of the channels.</param>
    /// <param name="channels">How many there are, at most <paramref name="lanes"/>.</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="width">Columns of a map.</param>
    /// <param name="margin">Rows of zeros above and columns of zeros to the left.</param>
    /// <param name="rows">Rows of the result, at least margin and height together.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="lanes">Channels side by side.</param>
    /// <param name="target">Where to write.</param>
    public static void Interleave(float* maps, int channels, int height, int width, int margin, int rows, int columns, int lanes, float* target)
    {
        new Span<float>(target, rows * columns * lanes).Clear();
        for (var row = 0; row < height; row++)
            MatrixTranspose.Run(maps + (nint)row * width, (nint)height * width, channels, width, target + ((nint)(row + margin) * columns + margin) * lanes, lanes);
    }

    /// <summary>A square of the interleaved maps -> [side * side][lanes].</summary>
    public static void Copy(float* interleaved, int columns, int lanes, int row, int column, int side, float* tile)
    {
        for (var i = 0; i < side; i++, tile += side * lanes)
            new ReadOnlySpan<float>(interleaved + ((nint)(row + i) * columns + column) * lanes, side * lanes).CopyTo(new Span<float>(tile, side * lanes));
    }
}
