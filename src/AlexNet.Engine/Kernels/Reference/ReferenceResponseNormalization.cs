namespace AlexNet.Engine.Kernels.Reference;

/// <summary>Both response normalizations as their definitions say them: x / (k + alpha s)^beta, s the sum of squares over a window.</summary>
internal static class ReferenceResponseNormalization
{
    // x and y are [channels][plane]; doubles, plain loops.
    /// <summary>The window is <paramref name="size"/> neighbouring maps at the same place, inside one of <paramref name="towers"/> equal parts of the channels.</summary>
    public static double[] AcrossMaps(ReadOnlySpan<double> x, int channels, int plane, int towers, int size, float k, float alpha, float beta)
    {
        var y = new double[x.Length];
        var towerChannels = channels / towers;
        for (var channel = 0; channel < channels; channel++)
        {
            var tower = channel / towerChannels * towerChannels;
            var first = Math.Max(tower, channel - size / 2);
            var last = Math.Min(tower + towerChannels - 1, channel + size / 2);
            for (var pixel = 0; pixel < plane; pixel++)
            {
                var sum = 0.0;
                for (var other = first; other <= last; other++) sum += x[other * plane + pixel] * x[other * plane + pixel];
                y[channel * plane + pixel] = x[channel * plane + pixel] / Math.Pow(k + alpha * sum, beta);
            }
        }
        return y;
    }

    // x and y are [channels][height][width]; doubles, plain loops.
    /// <summary>The window is <paramref name="size"/> x <paramref name="size"/> places of the same map.</summary>
    public static double[] WithinMap(ReadOnlySpan<double> x, int channels, int height, int width, int size, float k, float alpha, float beta)
    {
        var y = new double[x.Length];
        for (var channel = 0; channel < channels; channel++)
            for (var row = 0; row < height; row++)
                for (var column = 0; column < width; column++)
                {
                    var sum = 0.0;
                    for (var i = Math.Max(0, row - size / 2); i <= Math.Min(height - 1, row + size / 2); i++)
                        for (var j = Math.Max(0, column - size / 2); j <= Math.Min(width - 1, column + size / 2); j++)
                        {
                            var value = x[(channel * height + i) * width + j];
                            sum += value * value;
                        }
                    var place = (channel * height + row) * width + column;
                    y[place] = x[place] / Math.Pow(k + alpha * sum, beta);
                }
        return y;
    }
}
