using AlexNet.Engine.Models;
using AlexNet.Imaging.Decoding;

namespace AlexNet.Imaging.Views;

/// <summary>
/// Pixels to the network's floats: (p * Scale - mean) / Std, planes in the network's channel order, [3][S][S]. A pixel has 256 levels, so without a mean
/// image each channel is a table of 256 floats.
/// </summary>
internal sealed unsafe class TensorWriter
{
    private const int Channels = 3, Levels = 256;

    private readonly int _size;
    private readonly bool _blueFirst;
    private readonly float[] _scaled;
    private readonly float[] _std;
    private readonly float[]? _meanImage;
    private readonly int _meanSize;

    public TensorWriter(Preprocessing preprocessing, int inputSize)
    {
        _size = inputSize;
        _blueFirst = preprocessing.Channels == ChannelOrder.Bgr;
        _std = [.. preprocessing.Std];
        _meanImage = preprocessing.MeanImage is null ? null : [.. preprocessing.MeanImage];
        _meanSize = preprocessing.MeanImageSize;
        _scaled = new float[Channels * Levels];
        for (var c = 0; c < Channels; c++)
            for (var p = 0; p < Levels; p++)
                _scaled[c * Levels + p] = _meanImage is null ? (p * preprocessing.Scale - preprocessing.Mean[c]) / _std[c] : p * preprocessing.Scale;
    }

    /// <summary>Writes one view.</summary>
    /// <param name="pixels">The view lies in it at <paramref name="left"/>, <paramref name="top"/>.</param>
    /// <param name="left">First column of the view.</param>
    /// <param name="top">First row of the view.</param>
    /// <param name="meanLeft">First column of the view in a mean image of the resized photo's centre.</param>
    /// <param name="meanTop">First row of the view in it.</param>
    /// <param name="view">[3][S][S].</param>
    public void Write(PixelBuffer pixels, int left, int top, int meanLeft, int meanTop, Span<float> view)
    {
        if (_meanSize == _size) (meanLeft, meanTop) = (0, 0);
        for (var c = 0; c < Channels; c++)
        {
            var place = _blueFirst ? Channels - 1 - c : c;
            ReadOnlySpan<float> table = _scaled.AsSpan(c * Levels, Levels);
            for (var y = 0; y < _size; y++)
            {
                var source = (byte*)(pixels.Row(top + y) + left) + place;
                var row = view.Slice((c * _size + y) * _size, _size);
                for (var x = 0; x < row.Length; x++) row[x] = table[source[4 * x]];
                if (_meanImage is null) continue;
                var mean = _meanImage.AsSpan((c * _meanSize + meanTop + y) * _meanSize + meanLeft, row.Length);
                for (var x = 0; x < row.Length; x++) row[x] = (row[x] - mean[x]) / _std[c];
            }
        }
    }

    /// <summary>Writes the mirror image of a view.</summary>
    public void Mirror(ReadOnlySpan<float> view, Span<float> mirrored)
    {
        view.CopyTo(mirrored);
        for (var at = 0; at < mirrored.Length; at += _size) mirrored.Slice(at, _size).Reverse();
    }
}
