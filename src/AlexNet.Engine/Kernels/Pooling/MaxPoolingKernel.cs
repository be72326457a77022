using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Pooling;

/// <summary>Max pooling with any window and stride. A NaN in a window is its maximum, as in PyTorch.</summary>
internal static unsafe class MaxPoolingKernel
{
    /// <summary>
    /// Floats of row maxima kept on the stack: those of several output rows, or of a stretch of one. Several, because
    /// what was just stored cannot be loaded at another offset without waiting.
    /// </summary>
    private const int RowBuffer = 2048;

    // x is [channels][height][width], y is [channels][outputHeight][outputWidth]; the maps first <= c < last are done. They must not overlap.
    // No alignment. The window's rows are maxed into a row buffer, with -infinity beyond the edge, then the buffer along the row:
    // with stride 2 and windows of 2 and 3 from even and odd places taken apart in registers (3 to 6 vectors), else float by float.
    /// <summary>
    /// Each output is the largest value of its window, as far as that is in the map. The output's extents decide on rounding:
    /// a last window may reach past the edge, but must begin inside.
    /// </summary>
    public static void Run(
        float* x, float* y, int firstChannel, int lastChannel,
        int height, int width, int outputHeight, int outputWidth, int window, int stride)
    {
        x += (long)firstChannel * height * width;
        y += (long)firstChannel * outputHeight * outputWidth;
        for (var channel = firstChannel; channel < lastChannel; channel++)
        {
            if (VectorLanes.IsSupported && window <= RowBuffer / 4 && stride <= RowBuffer / 4)
                PoolMap(x, y, height, width, outputHeight, outputWidth, window, stride);
            else
                PoolMapPlainly(x, y, height, width, outputHeight, outputWidth, window, stride);
            x += (long)height * width;
            y += (long)outputHeight * outputWidth;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void PoolMap(float* x, float* y, int height, int width, int outputHeight, int outputWidth, int window, int stride)
    {
        // Beyond the last window there are two vectors of slack, which LoadEven may read: their lanes are not stored. Then one for the rest of a row.
        var rowMaxima = stackalloc float[RowBuffer + 3 * VectorLanes.Count];
        var rest = rowMaxima + RowBuffer + 2 * VectorLanes.Count;
        var stretch = Math.Min(outputWidth, (RowBuffer - window) / stride + 1);
        var pitch = (stretch - 1) * stride + window;
        var band = RowBuffer / pitch;
        for (var row = 0; row < outputHeight; row += band)
            for (var start = 0; start < outputWidth; start += stretch)
            {
                var count = Math.Min(stretch, outputWidth - start);
                var left = start * stride;
                var needed = (count - 1) * stride + window;
                var present = Math.Min(needed, width - left);
                var rows = Math.Min(band, outputHeight - row);
                for (var i = 0; i < rows; i++)
                {
                    var top = (row + i) * stride;
                    var maxima = rowMaxima + i * pitch;
                    MaxRows(x + (long)top * width + left, maxima, present, Math.Min(window, height - top), width);
                    new Span<float>(maxima + present, needed - present).Fill(float.NegativeInfinity);
                }
                for (var i = 0; i < rows; i++)
                    MaxWindows(rowMaxima + i * pitch, y + (long)(row + i) * outputWidth + start, rest, count, window, stride);
            }
    }

    /// <summary>maxima[i] = the largest of x[i], x[i + width], ... over <paramref name="rows"/> rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MaxRows(float* x, float* maxima, int count, int rows, int width)
    {
        var done = MaxRows<VectorLanes>(x, maxima, 0, count, rows, width);
        // The last lanes once more, as far as they are needed: cheaper than float by float, and the maximum is the same.
        if (done > 0 && done < count) done = MaxRows<VectorLanes>(x, maxima, count - VectorLanes.Count, count, rows, width);
        MaxRows<ScalarLane>(x, maxima, done, count, rows, width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MaxRows<TLanes>(float* x, float* maxima, int i, int count, int rows, int width) where TLanes : struct, ILanes<TLanes>
    {
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            var largest = TLanes.Load(x + i);
            for (var row = 1; row < rows; row++) largest = TLanes.Max(largest, TLanes.Load(x + i + (long)row * width));
            largest.Store(maxima + i);
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MaxWindows(float* maxima, float* y, float* rest, int count, int window, int stride)
    {
        if (stride != 2 || window is not (2 or 3))
        {
            for (var i = 0; i < count; i++) y[i] = Largest(maxima + i * stride, window);
            return;
        }
        var done = 0;
        for (; done <= count - VectorLanes.Count; done += VectorLanes.Count) MaxPairs(maxima + 2 * done, window).Store(y + done);
        if (done == count) return;
        // The last lanes reach past the row, so they go by way of the buffer.
        MaxPairs(maxima + 2 * done, window).Store(rest);
        new ReadOnlySpan<float>(rest, count - done).CopyTo(new Span<float>(y + done, count - done));
    }

    /// <summary>The maxima of windows of 2 or 3 that begin at every second place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static VectorLanes MaxPairs(float* maxima, int window)
    {
        var pairs = VectorLanes.Max(VectorLanes.LoadEven(maxima), VectorLanes.LoadEven(maxima + 1));
        return window == 2 ? pairs : VectorLanes.Max(pairs, VectorLanes.LoadEven(maxima + 2));
    }

    private static float Largest(float* x, int count)
    {
        var largest = x[0];
        for (var i = 1; i < count; i++) largest = MathF.Max(largest, x[i]);
        return largest;
    }

    private static void PoolMapPlainly(float* x, float* y, int height, int width, int outputHeight, int outputWidth, int window, int stride)
    {
        for (var row = 0; row < outputHeight; row++)
            for (var column = 0; column < outputWidth; column++)
            {
                var (top, left) = (row * stride, column * stride);
                var seen = Math.Min(window, width - left);
                var largest = float.NegativeInfinity;
                for (var i = top; i < Math.Min(height, (long)top + window); i++)
                    largest = MathF.Max(largest, Largest(x + (long)i * width + left, seen));
                *y++ = largest;
            }
    }
}
