namespace AlexNet.Engine.Kernels.Reference;

/// <summary>
/// Both response normalizations backward, by the whole Jacobian: with t = k + alpha s, dy_j / dx_i is 1 / t^beta for i = j, minus
/// 2 alpha beta x_i x_j / t_j^(beta + 1) for every i in the window of j.
/// </summary>
internal static class ReferenceResponseNormalizationGradient
{
    // Layouts as ReferenceResponseNormalization's; doubles, plain loops.
    /// <summary>dx where the window is neighbouring maps.</summary>
    public static double[] AcrossMaps(
        ReadOnlySpan<double> x, ReadOnlySpan<double> dy, int channels, int plane, int towers, int size, float k, float alpha, float beta)
    {
        var dx = new double[x.Length];
        var towerChannels = channels / towers;
        var window = new List<int>();
        for (var channel = 0; channel < channels; channel++)
            for (var pixel = 0; pixel < plane; pixel++)
            {
                var tower = channel / towerChannels * towerChannels;
                window.Clear();
                for (var other = Math.Max(tower, channel - size / 2); other <= Math.Min(tower + towerChannels - 1, channel + size / 2); other++) window.Add(other * plane + pixel);
                Add(x, dy, channel * plane + pixel, window, k, alpha, beta, dx);
            }
        return dx;
    }

    /// <summary>dx where the window is neighbouring places of the same map.</summary>
    public static double[] WithinMap(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, int channels, int height, int width, int size, float k, float alpha, float beta)
    {
        var dx = new double[x.Length];
        var window = new List<int>();
        for (var channel = 0; channel < channels; channel++)
            for (var row = 0; row < height; row++)
                for (var column = 0; column < width; column++)
                {
                    window.Clear();
                    for (var i = Math.Max(0, row - size / 2); i <= Math.Min(height - 1, row + size / 2); i++)
                        for (var j = Math.Max(0, column - size / 2); j <= Math.Min(width - 1, column + size / 2); j++) window.Add((channel * height + i) * width + j);
                    Add(x, dy, (channel * height + row) * width + column, window, k, alpha, beta, dx);
                }
        return dx;
    }

    private static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> dy, int place, List<int> window, float k, float alpha, float beta, Span<double> dx)
    {
        var sum = 0.0;
        foreach (var other in window) sum += x[other] * x[other];
        var t = k + alpha * sum;
        dx[place] += dy[place] * Math.Pow(t, -beta);
        foreach (var other in window) dx[other] -= dy[place] * 2 * alpha * beta * x[place] * x[other] * Math.Pow(t, -beta - 1);
    }
}
