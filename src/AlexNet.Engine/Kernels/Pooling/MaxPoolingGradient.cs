using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Pooling;

/// <summary>
/// Max pooling backward: each output's gradient goes to the place its value came from. Of equal values the first in reading order gets it all, as in PyTorch.
/// </summary>
internal static unsafe class MaxPoolingGradient
{
    // x and dx are [height][width], y and dy [outputHeight][outputWidth], of one map; y is what pooling made of x.
    /// <summary>dx = the sum of the gradients of all windows whose maximum a place is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(float* x, float* y, float* dy, float* dx, int height, int width, int outputHeight, int outputWidth, int window, int stride)
    {
        new Span<float>(dx, height * width).Clear();
        for (var row = 0; row < outputHeight; row++)
        {
            int top = row * stride, rows = Math.Min(window, height - top);
            for (var column = 0; column < outputWidth; column++, y++, dy++)
            {
                if (*dy == 0) continue;
                int left = column * stride, columns = Math.Min(window, width - left);
                var place = Find(x + (nint)top * width + left, *y, rows, columns, width);
                if (place >= 0) dx[(nint)top * width + left + place] += *dy;
            }
        }
    }

    /// <summary>Where in a window the first value equal to <paramref name="value"/> lies; -1 when there is none, as when a ReLU in place has cut the maximum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Find(float* x, float value, int rows, int columns, nint width)
    {
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                if (x[i * width + j] == value) return i * width + j;
        return -1;
    }
}
