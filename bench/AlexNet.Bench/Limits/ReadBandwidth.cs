using System.Numerics;
using System.Runtime.CompilerServices;
using AlexNet.Bench.Measuring;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Limits;

/// <summary>How fast memory that no cache holds is read: the limit of the fully connected layers at batch 1, whose weights are 235 MB.</summary>
internal sealed unsafe class ReadBandwidth : IDisposable
{
    private const int Megabytes = 240;
    private const int Streams = 4;

    private readonly NativeBuffer _buffer = new(Megabytes * 1_000_000L / sizeof(float));
    private readonly float[] _sinks = new float[256];

    /// <summary>Reads the whole buffer once, each thread its own part; returns GB/s.</summary>
    /// <param name="threads">Number of threads.</param>
    /// <param name="fourStreams">Whether each thread walks four places of its part at once, as a matrix-vector product of four rows does.</param>
    public double Measure(int threads, bool fourStreams)
    {
        // Whole vectors for each stream of each thread.
        var part = _buffer.Length / threads / (Streams * 4 * Vector<float>.Count) * (Streams * 4 * Vector<float>.Count);
        var first = _buffer.Pointer;
        var seconds = Timing.Seconds(threads, thread =>
        {
            var start = first + thread * part;
            _sinks[thread * 16 % _sinks.Length] = fourStreams ? ReadFour(start, part / Streams) : ReadOne(start, part);
        });
        return threads * part * sizeof(float) / seconds / 1e9;
    }

    public void Dispose() => _buffer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ReadOne(float* start, long length)
    {
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        var width = Vector<float>.Count;
        for (var end = start + length; start < end; start += 4 * width)
        {
            s0 += Vector.Load(start);
            s1 += Vector.Load(start + width);
            s2 += Vector.Load(start + 2 * width);
            s3 += Vector.Load(start + 3 * width);
        }
        return Vector.Sum(s0 + s1 + s2 + s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float ReadFour(float* start, long length)
    {
        Vector<float> s0 = default, s1 = default, s2 = default, s3 = default;
        float* p1 = start + length, p2 = p1 + length, p3 = p2 + length;
        for (long i = 0; i < length; i += Vector<float>.Count)
        {
            s0 += Vector.Load(start + i);
            s1 += Vector.Load(p1 + i);
            s2 += Vector.Load(p2 + i);
            s3 += Vector.Load(p3 + i);
        }
        return Vector.Sum(s0 + s1 + s2 + s3);
    }
}
