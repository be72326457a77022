namespace AlexNet.Imaging.Training;

/// <summary>The mean colour of photos and the covariance of their red, green and blue, over all pixels in 0..255. Sums are whole numbers: the order of photos changes no bit.</summary>
internal sealed class ColourStatistics
{
    private const int Channels = PlanarPhoto.Channels;

    private readonly UInt128[] _sums = new UInt128[Channels];
    private readonly UInt128[] _products = new UInt128[Channels * Channels];
    private UInt128 _count;

    /// <summary>Adds a photo's pixels; any thread may.</summary>
    public void Add(PlanarPhoto photo)
    {
        var count = photo.Width * photo.Height;
        Span<ulong> sums = stackalloc ulong[Channels];
        Span<ulong> products = stackalloc ulong[Channels * Channels];
        for (var a = 0; a < Channels; a++)
        {
            var plane = photo.Pixels.AsSpan(a * count, count);
            foreach (var value in plane) sums[a] += value;
            for (var b = a; b < Channels; b++)
            {
                var other = photo.Pixels.AsSpan(b * count, count);
                ulong sum = 0;
                for (var i = 0; i < plane.Length; i++) sum += (uint)(plane[i] * other[i]);
                products[a * Channels + b] = products[b * Channels + a] = sum;
            }
        }
        lock (_sums)
        {
            _count += (uint)count;
            for (var i = 0; i < Channels; i++) _sums[i] += sums[i];
            for (var i = 0; i < products.Length; i++) _products[i] += products[i];
        }
    }

    /// <summary>The mean of red, green and blue.</summary>
    public double[] Mean() => [.. _sums.Select(sum => (double)sum / (double)_count)];

    /// <summary>The covariance, row by row.</summary>
    public double[,] Covariance()
    {
        var mean = Mean();
        var covariance = new double[Channels, Channels];
        for (var a = 0; a < Channels; a++)
            for (var b = 0; b < Channels; b++) covariance[a, b] = (double)_products[a * Channels + b] / (double)_count - mean[a] * mean[b];
        return covariance;
    }
}
