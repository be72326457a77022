namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Max pooling as its definition says it.</summary>
internal static class ReferenceMaxPooling
{
    // x is [channels][height][width], y is [channels][outputHeight][outputWidth]; plain loops.
    /// <summary>The largest value under each window, as far as that is in the map; NaN when one of them is.</summary>
    public static double[] Run(
        ReadOnlySpan<double> x, int channels, int height, int width, int window, int stride, int outputHeight, int outputWidth)
    {
        var y = new double[channels * outputHeight * outputWidth];
        for (var channel = 0; channel < channels; channel++)
            for (var row = 0; row < outputHeight; row++)
                for (var column = 0; column < outputWidth; column++)
                {
                    var largest = double.NegativeInfinity;
                    for (var i = row * stride; i < Math.Min(height, row * stride + window); i++)
                        for (var j = column * stride; j < Math.Min(width, column * stride + window); j++)
                            largest = Math.Max(largest, x[(channel * height + i) * width + j]);
                    y[(channel * outputHeight + row) * outputWidth + column] = largest;
                }
        return y;
    }
}
