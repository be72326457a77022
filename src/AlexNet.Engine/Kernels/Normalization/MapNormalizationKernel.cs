using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Normalization;

/// <summary>Response normalization within a map, over a square of neighbouring places (the 2012 source, after conv2).</summary>
internal static unsafe class MapNormalizationKernel
{
    /// <summary>
    /// Floats of column sums kept on the stack: those of several rows, or of a stretch of one. Several, because
    /// what was just stored cannot be loaded at another offset without waiting.
    /// </summary>
    private const int RowBuffer = 2048;

    /// <summary>Half of the widest window; it leaves 512 floats of the buffer for a stretch.</summary>
    private const int WidestReach = 768;

    // x and y are [channels][height][width] and must not overlap; the maps first <= c < last are read and written. No alignment.
    // Squares are summed down the columns into a row buffer with zeros beyond the edges, then along it; every sum is taken anew.
    // Registers: the sum, the value, k, alpha and 2 to 3 more; about 2 x size loads and 2 roots and 1 division a vector.
    /// <summary>
    /// y = x / (k + alpha s)^beta, where s is the sum of squares over the <paramref name="size"/> x <paramref name="size"/> places around x,
    /// as far as they are in the map.
    /// </summary>
    public static void Run(
        float* x, float* y, int firstChannel, int lastChannel, int height, int width, int size, float k, float alpha, float beta)
    {
        if (beta == 0.75f)
            Run(x, y, firstChannel, lastChannel, height, width, size, k, alpha, new ThreeQuarters());
        else
            Run(x, y, firstChannel, lastChannel, height, width, size, k, alpha, new AnyPower(beta));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TPower>(
        float* x, float* y, int firstChannel, int lastChannel, int height, int width, int size, float k, float alpha, TPower power)
        where TPower : struct, IPowerOperator
    {
        // A window wider or higher than the map sees no more than one that reaches from edge to edge.
        var reachDown = Math.Min(size / 2, height - 1);
        var reach = Math.Min(size / 2, width - 1);
        if (reach > WidestReach)
            throw new ArgumentOutOfRangeException(nameof(size), size, $"a window of {size} on maps {width} wide; this kernel reaches {WidestReach} to each side");

        var stretch = Math.Min(width, RowBuffer - 2 * reach);
        var pitch = stretch + 2 * reach;
        var band = RowBuffer / pitch;
        var columns = stackalloc float[RowBuffer];
        for (var channel = firstChannel; channel < lastChannel; channel++)
        {
            var map = (long)channel * height * width;
            for (var row = 0; row < height; row += band)
                for (var start = 0; start < width; start += stretch)
                {
                    var count = Math.Min(stretch, width - start);
                    var rows = Math.Min(band, height - row);
                    for (var i = 0; i < rows; i++)
                        SumColumns(x + map, columns + i * pitch, height, width, row + i, start - reach, count + 2 * reach, reachDown);
                    for (var i = 0; i < rows; i++)
                    {
                        var place = map + (long)(row + i) * width + start;
                        NormalizeRow(x + place, y + place, columns + i * pitch, count, 2 * reach + 1, k, alpha, power);
                    }
                }
        }
    }

    // Where a row ends inside a vector, the last whole vector of it is done once more: cheaper than float by float, and the same bits.

    /// <summary>columns[i] = sum of squares of column <paramref name="start"/> + i over the window's rows, 0 where there is no such column.</summary>
    private static void SumColumns(float* map, float* columns, int height, int width, int row, int start, int count, int reach)
    {
        var firstRow = Math.Max(0, row - reach);
        var rows = Math.Min(height - 1, row + reach) - firstRow + 1;
        var left = Math.Max(0, -start);
        var right = Math.Min(count, width - start);
        new Span<float>(columns, left).Clear();
        new Span<float>(columns + right, count - right).Clear();

        var x = map + (long)firstRow * width + start;
        var done = left;
        if (VectorLanes.IsSupported)
        {
            done = SumRows<VectorLanes>(x, columns, left, right, rows, width);
            if (done > left && done < right) done = SumRows<VectorLanes>(x, columns, right - VectorLanes.Count, right, rows, width);
        }
        SumRows<ScalarLane>(x, columns, done, right, rows, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int SumRows<TLanes>(float* x, float* columns, int i, int count, int rows, int width) where TLanes : struct, ILanes<TLanes>
    {
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var sum = TLanes.Fill(0);
            for (var row = 0; row < rows; row++)
            {
                var value = TLanes.Load(x + i + (long)row * width);
                sum += value * value;
            }
            sum.Store(columns + i);
        }
        return i;
    }

    private static void NormalizeRow<TPower>(float* x, float* y, float* columns, int count, int size, float k, float alpha, TPower power)
        where TPower : struct, IPowerOperator
    {
        var done = 0;
        if (VectorLanes.IsSupported)
        {
            done = NormalizeLanes<VectorLanes, TPower>(x, y, columns, done, count, size, k, alpha, power);
            if (done > 0 && done < count)
                done = NormalizeLanes<VectorLanes, TPower>(x, y, columns, count - VectorLanes.Count, count, size, k, alpha, power);
        }
        NormalizeLanes<ScalarLane, TPower>(x, y, columns, done, count, size, k, alpha, power);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int NormalizeLanes<TLanes, TPower>(
        float* x, float* y, float* columns, int i, int count, int size, float k, float alpha, TPower power)
        where TLanes : struct, ILanes<TLanes>
        where TPower : struct, IPowerOperator
    {
        var constant = TLanes.Fill(k);
        var factor = TLanes.Fill(alpha);
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var sum = TLanes.Load(columns + i);
            for (var column = 1; column < size; column++) sum += TLanes.Load(columns + i + column);
            power.Divide(TLanes.Load(x + i), constant + factor * sum).Store(y + i);
        }
        return i;
    }
}
