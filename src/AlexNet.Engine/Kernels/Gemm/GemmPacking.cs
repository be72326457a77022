using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using AlexNet.Engine.Kernels.Simd;

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

    /// <summary>One panel of <see cref="PackRows"/>; several can be packed at once.</summary>
    /// <param name="tile">The register tile.</param>
    /// <param name="source">[rows][depth], row-major.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="depth">Its columns.</param>
    /// <param name="panel">Number of the panel.</param>
    /// <param name="target">The first panel.</param>
    public static void PackRowPanel(GemmTile tile, float* source, int rows, int depth, int panel, float* target)
    {
        int first = panel * tile.Rows, inside = Math.Min(tile.Rows, rows - first);
        target += (long)first * depth;
        if (inside < tile.Rows) new Span<float>(target, depth * tile.Rows).Clear();
        MatrixTranspose.Run(source + (long)first * depth, depth, inside, depth, target, tile.Rows);
    }

    /// <summary>One panel of a matrix source [depth][columns], rows <paramref name="stride"/> floats apart -> target [depth][width], zeros past the last column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PackColumnPanel(float* source, nint stride, int depth, int columns, int width, float* target)
    {
        if (columns < width) new Span<float>(target, depth * width).Clear();
        else columns = width;
        for (var k = 0; k < depth; k++, source += stride, target += width)
        {
            var j = 0;
            for (; Vector128.IsHardwareAccelerated && j + 4 <= columns; j += 4) Vector128.Load(source + j).Store(target + j);
            for (; j < columns; j++) target[j] = source[j];
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
