namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Max pooling backward: of equal largest values the first in reading order gets the window's whole gradient, as in PyTorch.</summary>
internal static class ReferenceMaxPoolingGradient
{
    // Layouts as ReferenceMaxPooling's; plain loops.
    /// <summary>dx.</summary>
    public static double[] Run(
        ReadOnlySpan<double> x, ReadOnlySpan<double> dy, int channels, int height, int width, int window, int stride, int outputHeight, int outputWidth)
    {
        var dx = new double[x.Length];
        for (var channel = 0; channel < channels; channel++)
            for (var row = 0; row < outputHeight; row++)
                for (var column = 0; column < outputWidth; column++)
                {
                    var first = -1;
                    for (var i = row * stride; i < Math.Min(height, row * stride + window); i++)
                        for (var j = column * stride; j < Math.Min(width, column * stride + window); j++)
                        {
                            var place = (channel * height + i) * width + j;
                            if (first < 0 || x[place] > x[first]) first = place;
                        }
                    dx[first] += dy[(channel * outputHeight + row) * outputWidth + column];
                }
        return dx;
    }
}
