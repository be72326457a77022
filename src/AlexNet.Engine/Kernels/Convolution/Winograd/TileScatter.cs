namespace AlexNet.Engine.Kernels.Convolution.Winograd;

/// <summary>Puts the outputs of tiles, [m * m][width] with a tile a column, to their places in the maps; what hangs over an edge is dropped.</summary>
internal static unsafe class TileScatter
{
    private const int MostColumns = 32 * 4;

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
    public static void Run(
        int m, float* outputs, int width, int tile, int images, int tileRows, int tileColumns, float* map, nint imageStride, int height, int columns)
    {
        var row = stackalloc float[MostColumns];
        var (image, inside) = Math.DivRem(tile, tileRows * tileColumns);
        var (tileRow, tileColumn) = Math.DivRem(inside, tileColumns);
        for (var start = 0; start < width && image < images; tileColumn = 0)
        {
            var count = Math.Min(width - start, tileColumns - tileColumn);
            var first = tileColumn * m;
            var length = Math.Min(count * m, columns - first);
            for (var i = 0; i < Math.Min(m, height - tileRow * m); i++)
            {
                Interleave(m, outputs + i * m * width + start, width, count, row);
                new ReadOnlySpan<float>(row, length).CopyTo(new Span<float>(map + image * imageStride + (nint)(tileRow * m + i) * columns + first, length));
            }
            start += count;
            if (++tileRow == tileRows) (tileRow, image) = (0, image + 1);
        }
    }

    /// <summary>[m][count], rows a width apart -> [count][m].</summary>
    private static void Interleave(int m, float* source, int width, int count, float* target)
    {
        if (m == 4)
        {
            float* second = source + width, third = second + width, fourth = third + width;
            for (var t = 0; t < count; t++, target += 4)
            {
                target[0] = source[t];
                target[1] = second[t];
                target[2] = third[t];
                target[3] = fourth[t];
            }
            return;
        }
        for (var t = 0; t < count; t++)
            for (var j = 0; j < m; j++) *target++ = source[j * width + t];
    }
}
