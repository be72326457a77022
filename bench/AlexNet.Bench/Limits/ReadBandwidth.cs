using AlexNet.Bench.Measuring;
using AlexNet.Engine.Devices.Hardware;
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
        var part = _buffer.Length / threads / ReadLoop.Step * ReadLoop.Step;
        var first = _buffer.Pointer;
        var seconds = Timing.Seconds(threads, thread =>
        {
            var start = first + thread * part;
            _sinks[thread * 16 % _sinks.Length] = fourStreams ? ReadLoop.ReadFour(start, part / Streams) : ReadLoop.ReadOne(start, part);
        });
        return threads * part * sizeof(float) / seconds / 1e9;
    }

    public void Dispose() => _buffer.Dispose();
}
