using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>Puts the outputs of tiles, [m * m][width] with a tile a column, to their places in the maps; what hangs over an edge is dropped.</summary>
internal static unsafe class TileScatter
{
    /// <summary>Writes the outputs of one channel of the tiles from <paramref name="tile"/> on.</summary>
    /// <param name="m">Rows and columns of a tile's outputs.</param>
    /// <param name="outputs">[m * m][width].</param>
    /// <param name="width">Tiles in a row of <paramref name="outputs"/>.</param>
    /// <param name="tile">The first tile, counted through all images.</param>
    /// <param name="images">Number of images; tiles past the last image's last are dropped.</param>
    /// <param name="tileRows">Rows of tiles of a map.</param>
    /// <param name="tileColumns">Tiles in a row.</param>
    /// <param name="map">The channel's map of the first image.</param>
    /// <param name="imageStride">Floats from one image's map to the next.</param>
    /// <param name="height">Rows of a map.</param>
    /// <param name="columns">Columns of a map.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        int m, float* outputs, int width, int tile, int images, int tileRows, int tileColumns, float* map, nint imageStride, int height, int columns)
    {
        var (image, inside) = Math.DivRem(tile, tileRows * tileColumns);
        var (tileRow, tileColumn) = Math.DivRem(inside, tileColumns);
        for (var start = 0; start < width && image < images; tileColumn = 0)
        {
            var count = Math.Min(width - start, tileColumns - tileColumn);
            var row = map + image * imageStride + (nint)tileRow * m * columns + tileColumn * m;
            for (var i = 0; i < Math.Min(m, height - tileRow * m); i++, row += columns)
                WriteRow(m, outputs + i * m * width + start, width, count, row, columns - tileColumn * m);
            start += count;
            if (++tileRow == tileRows) (tileRow, image) = (0, image + 1);
        }
    }

    /// <summary>[m][count], rows a width apart -> [count][m], of which the first <paramref name="room"/> floats are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WriteRow(int m, float* source, nint width, int count, float* target, int room)
    {
        var whole = Math.Min(count, room / m);
        MatrixTranspose.Run(source, width, m, whole, target, m);
        for (var t = whole; t < count; t++)
            for (var j = 0; j < Math.Min(m, room - t * m); j++) target[t * m + j] = source[j * width + t];
    }
}
