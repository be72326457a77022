using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Gemm;

/// <summary>Puts a matrix into the order in which the register tile reads it.</summary>
internal static unsafe class GemmPacking
{
    /// <summary>Floats that <see cref="PackRows"/> writes: all rows, filled up to whole panels.</summary>
    public static long PackedLength(GemmTile tile, int rows, int depth) => (long)Panels(rows, tile.Rows) * tile.Rows * depth;

    /// <summary>Number of panels that cover an extent.</summary>
    public static int Panels(int extent, int panel) => (extent + panel - 1) / panel;

    /// <summary>
    /// source [rows][depth], row-major -> target [rows / Rows][depth][Rows], the last panel filled with zeros.
    /// A part of the depth, from k to l, of panel i then lies at target + i * depth * Rows + k * Rows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackRows(GemmTile tile, ReadOnlySpan<float> source, int rows, int depth, float* target)
    {
        for (var first = 0; first < rows; first += tile.Rows)
        {
            for (var r = 0; r < tile.Rows; r++)
            {
                var inside = first + r < rows;
                for (var k = 0; k < depth; k++)
                    target[(long)k * tile.Rows + r] = inside ? source[(first + r) * depth + k] : 0;
            }
            target += (long)depth * tile.Rows;
        }
    }

    /// <summary>source [depth][columns], row-major -> target [columns / Columns][depth][Columns], the last panel filled with zeros.</summary>
    public static void PackColumns(GemmTile tile, ReadOnlySpan<float> source, int depth, int columns, float* target)
    {
        for (var first = 0; first < columns; first += tile.Columns)
        {
            for (var k = 0; k < depth; k++)
                for (var j = 0; j < tile.Columns; j++)
                    *target++ = first + j < columns ? source[k * columns + first + j] : 0;
        }
    }
}
