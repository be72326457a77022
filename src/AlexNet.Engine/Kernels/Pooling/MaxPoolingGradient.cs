using System.Runtime.CompilerServices;
using AlexNet.Engine.Kernels.Simd;

namespace AlexNet.Engine.Kernels.Pooling;

/// <summary>
/// Max pooling backward: each output's gradient goes to the place its value came from. Of equal values the first in reading order gets it all, as in
/// PyTorch.
/// </summary>
internal static unsafe class MaxPoolingGradient
{
    // x and dx are [height][width], y and dy [outputHeight][outputWidth], of one map; y is what pooling made of x.
    /// <summary>dx = the sum of the gradients of all windows whose maximum a place is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* x, float* y, float* dy, float* dx, int height, int width, int outputHeight, int outputWidth, int window, int stride)
    {
        new Span<float>(dx, height * width).Clear();
        for (var row = 0; row < outputHeight; row++, y += outputWidth, dy += outputWidth)
        {
            var top = row * stride;
            var done = VectorLanes.IsSupported && stride == 2 && top + window <= height
                ? AddPairs(x + (nint)top * width, y, dy, dx + (nint)top * width, width, (height - top) * width, outputWidth, window)
                : 0;
            for (var column = done; column < outputWidth; column++)
            {
                var place = (nint)top * width + column * stride;
                dx[place + Find(x + place, y[column], Math.Min(window, height - top), Math.Min(window, width - column * stride), width)] += dy[column];
            }
        }
    }

    /// <summary>
    /// Windows at every second place, as many as fill vectors and lie in the map: where each maximum is, for several windows at once, then one addition a window.
    /// Returns how many it did.
    /// </summary>
    /// <param name="x">The windows' first row.</param>
    /// <param name="y">Their maxima.</param>
    /// <param name="dy">Their gradients.</param>
    /// <param name="dx">The windows' first row.</param>
    /// <param name="width">Floats of a row.</param>
    /// <param name="readable">Floats from <paramref name="x"/> to the map's end.</param>
    /// <param name="count">Number of windows.</param>
    /// <param name="window">Their side.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AddPairs(float* x, float* y, float* dy, float* dx, int width, int readable, int count, int window)
    {
        var places = stackalloc float[VectorLanes.Count];
        var column = 0;
        for (; column <= count - VectorLanes.Count && 2 * (column + VectorLanes.Count - 1) + window <= width; column += VectorLanes.Count)
        {
            // The last places of a row are read with what follows them.
            if ((window - 1) * (width + 1) + 2 * (column + VectorLanes.Count) > readable) break;
            var value = VectorLanes.Load(y + column);
            var place = VectorLanes.Fill(0);
            // From the last place to the first, so that the first of equals stays; none is larger than the maximum.
            for (var i = window - 1; i >= 0; i--)
                for (var j = window - 1; j >= 0; j--)
                    place = VectorLanes.WhereLess(VectorLanes.LoadEven(x + (nint)i * width + 2 * column + j), value, place, VectorLanes.Fill(i * width + j));
            place.Store(places);
            for (var lane = 0; lane < VectorLanes.Count; lane++) dx[2 * (column + lane) + (nint)places[lane]] += dy[column + lane];
        }
        return column;
    }

    /// <summary>Where in a window the first value equal to its maximum lies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Find(float* x, float value, int rows, int columns, nint width)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                if (!(x[i * width + j] < value)) return i * width + j;
        return 0;
    }
}
