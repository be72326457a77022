using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Tensors;

/// <summary>
/// Brings a matrix that lies in another order into rows: target[i][j] = source[i * rowStride + columns[j]], on all cores. Elements are moved as they are.
/// What lies side by side in the source decides how: the elements of a row (rows are copied), those of a column (tiles are transposed), or neither (one by one).
/// </summary>
public static unsafe class StridedCopy
{
    // A tile of singles takes 8 KB. It is filled from runs of 128 bytes of the source and emptied in runs of 256 bytes, so that no line of the cache is met twice.
    private const int TileRows = 32;
    private const int TileColumns = 64;

    private const int LeastInParallel = 1 << 16;

    /// <summary>Copies a matrix.</summary>
    /// <param name="source">Element 0; of any alignment.</param>
    /// <param name="rowStride">Elements between two rows of the source.</param>
    /// <param name="columns">Where each column is, in elements.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="elementBytes">Bytes of an element: 2 or 4.</param>
    /// <param name="target">Target[0][0].</param>
    /// <param name="targetStride">Elements between two rows of the target.</param>
    /// <param name="cancellation">Stops between pieces of some ten thousand elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">Elements are of another size.</exception>
    public static void Run(nint source, long rowStride, long[] columns, int rows, int elementBytes, nint target, long targetStride, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (elementBytes is not (2 or 4)) throw new ArgumentOutOfRangeException(nameof(elementBytes), elementBytes, "elements have 2 or 4 bytes");
        if (rows == 0 || columns.Length == 0) return;
        if (IsRun(columns))
        {
            var (first, rowBytes) = (source + (nint)(columns[0] * elementBytes), (long)columns.Length * elementBytes);
            InPieces(rows, columns.Length, 1, cancellation, (begin, end) =>
            {
                for (long row = begin; row < end; row++)
                    Buffer.MemoryCopy((byte*)first + row * rowStride * elementBytes, (byte*)target + row * targetStride * elementBytes, rowBytes, rowBytes);
            });
        }
        else if (rowStride == 1)
        {
            InPieces(rows, columns.Length, TileRows, cancellation, (begin, end) =>
            {
                if (elementBytes == sizeof(float)) Transpose((float*)source, columns, begin, end - begin, (float*)target, targetStride);
                else Gather((ushort*)source, 1, columns, begin, end, (ushort*)target, targetStride);
            });
        }
        else
        {
            InPieces(rows, columns.Length, 1, cancellation, (begin, end) =>
            {
                if (elementBytes == sizeof(float)) Gather((float*)source, rowStride, columns, begin, end, (float*)target, targetStride);
                else Gather((ushort*)source, rowStride, columns, begin, end, (ushort*)target, targetStride);
            });
        }
    }

    private static bool IsRun(long[] columns)
    {
        for (var j = 1; j < columns.Length; j++)
            if (columns[j] != columns[0] + j) return false;
        return true;
    }

    /// <summary>Shares out the rows in pieces of a multiple of <paramref name="step"/>; few elements are not worth another thread.</summary>
    private static void InPieces(int rows, int columns, int step, CancellationToken cancellation, Action<int, int> copy)
    {
        var size = Math.Max(1, LeastInParallel / columns / step) * step;
        var pieces = (rows + (long)size - 1) / size;
        void Piece(long piece)
        {
            cancellation.ThrowIfCancellationRequested();
            copy((int)(piece * size), (int)Math.Min(rows, (piece + 1) * size));
        }
        if (pieces == 1) Piece(0);
        else Parallel.For(0, pieces, new ParallelOptions { CancellationToken = cancellation }, Piece);
    }

    private static void Transpose(float* source, long[] columns, int first, int rows, float* target, long targetStride)
    {
        var tile = stackalloc float[TileRows * TileColumns];
        for (var begin = 0; begin < rows; begin += TileRows)
        {
            var height = Math.Min(TileRows, rows - begin);
            var from = source + first + begin;
            for (var column = 0; column < columns.Length; column += TileColumns)
            {
                var width = Math.Min(TileColumns, columns.Length - column);
                Fill(from, columns.AsSpan(column, width), height, tile);
                for (var i = 0; i < height; i++)
                    Unsafe.CopyBlockUnaligned(target + (first + begin + i) * targetStride + column, tile + i * TileColumns, (uint)width * sizeof(float));
            }
        }
    }

    /// <summary>tile[i][j] = source[i + columns[j]].</summary>
    private static void Fill(float* source, ReadOnlySpan<long> columns, int height, float* tile)
    {
        var j = 0;
        for (; j + 4 <= columns.Length; j += 4)
            MatrixTranspose.FourRows(source + columns[j], source + columns[j + 1], source + columns[j + 2], source + columns[j + 3], height, tile + j, TileColumns);
        for (; j < columns.Length; j++)
            for (var i = 0; i < height; i++) tile[i * TileColumns + j] = source[columns[j] + i];
    }

    private static void Gather<T>(T* source, long rowStride, long[] columns, int begin, int end, T* target, long targetStride) where T : unmanaged
    {
        for (long row = begin; row < end; row++)
            for (var j = 0; j < columns.Length; j++)
                target[row * targetStride + j] = Unsafe.ReadUnaligned<T>(source + row * rowStride + columns[j]);
    }
}
