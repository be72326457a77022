using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using AlexNet.Engine.Models;

namespace AlexNet.Imaging.Training;

/// <summary>
/// Pixels of a reduced photo to the network's floats, [3][S][S]: (p * Scale - mean) / Std as one product and one sum a value, cut plainly or resampled bilinearly.
/// A pixel's neighbours are taken as they are: a part at most a half wider than the input loses nothing worth an antialiasing filter.
/// </summary>
internal sealed unsafe class ViewWriter
{
    private const int Channels = PlanarPhoto.Channels;

    private readonly Preprocessing _preprocessing;
    private readonly int _size;

    public ViewWriter(Preprocessing preprocessing, int inputSize)
    {
        if (preprocessing.MeanImage is not null)
            throw new ArgumentException("the model's preprocessing subtracts a mean image, but crops of any place and size need a mean colour; train a model whose preprocessing has one");
        (_preprocessing, _size) = (preprocessing, inputSize);
    }

    /// <summary>Floats of one view.</summary>
    public int ViewLength => Channels * _size * _size;

    /// <summary>Writes a view.</summary>
    /// <param name="photo">The photo.</param>
    /// <param name="plan">Which part of it.</param>
    /// <param name="shift">Added to red, green and blue first, in units of 0..255.</param>
    /// <param name="damping">What the input is multiplied by last.</param>
    /// <param name="view">[3][S][S].</param>
    public void Write(PlanarPhoto photo, ViewPlan plan, ReadOnlySpan<float> shift, float damping, Span<float> view)
    {
        var isPlain = plan.Width == _size && plan.Height == _size && plan.Left == Math.Floor(plan.Left) && plan.Top == Math.Floor(plan.Top);
        var columns = isPlain ? default : new Columns(plan, _size, photo.Width);
        for (var c = 0; c < Channels; c++)
        {
            // Mean and Std are in the network's order of channels, planes in that of the photo.
            var plane = _preprocessing.Channels == ChannelOrder.Bgr ? Channels - 1 - c : c;
            var gain = _preprocessing.Scale / _preprocessing.Std[c] * damping;
            var offset = shift[plane] * gain - _preprocessing.Mean[c] / _preprocessing.Std[c] * damping;
            var target = view.Slice(c * _size * _size, _size * _size);
            if (isPlain) Cut(photo, plane, plan, gain, offset, target);
            else Resample(photo, plane, plan, columns, gain, offset, target);
        }
    }

    private void Cut(PlanarPhoto photo, int plane, ViewPlan plan, float gain, float offset, Span<float> target)
    {
        for (var y = 0; y < _size; y++)
        {
            var row = target.Slice(y * _size, _size);
            Scale(photo.Row(plane, (int)plan.Top + y).Slice((int)plan.Left, _size), gain, offset, row);
            if (plan.IsMirrored) row.Reverse();
        }
    }

    private void Resample(PlanarPhoto photo, int plane, ViewPlan plan, Columns columns, float gain, float offset, Span<float> target)
    {
        Span<float> blend = columns.Count <= 1024 ? stackalloc float[columns.Count] : new float[columns.Count];
        for (var y = 0; y < _size; y++)
        {
            var at = Math.Clamp(plan.Top + (y + 0.5) * plan.Height / _size - 0.5, 0, photo.Height - 1);
            var above = (int)at;
            var below = Math.Min(above + 1, photo.Height - 1);
            Blend(photo.Row(plane, above).Slice(columns.First, columns.Count), photo.Row(plane, below).Slice(columns.First, columns.Count), (float)(at - above), blend);
            var row = target.Slice(y * _size, _size);
            fixed (float* pixels = blend)
            fixed (int* left = columns.Left, right = columns.Right)
            fixed (float* share = columns.Share)
                for (var x = 0; x < row.Length; x++)
                {
                    var value = pixels[left[x]];
                    row[x] = (value + (pixels[right[x]] - value) * share[x]) * gain + offset;
                }
        }
    }

    /// <summary>target = bytes * gain + offset.</summary>
    private static void Scale(ReadOnlySpan<byte> bytes, float gain, float offset, Span<float> target)
    {
        var i = 0;
        for (; i <= bytes.Length - 8; i += 8) (Eight(bytes[i..]) * gain + Vector256.Create(offset)).CopyTo(target[i..]);
        for (; i < bytes.Length; i++) target[i] = bytes[i] * gain + offset;
    }

    /// <summary>target = above + (below - above) * share.</summary>
    private static void Blend(ReadOnlySpan<byte> above, ReadOnlySpan<byte> below, float share, Span<float> target)
    {
        var i = 0;
        for (; i <= above.Length - 8; i += 8)
        {
            var first = Eight(above[i..]);
            (first + (Eight(below[i..]) - first) * share).CopyTo(target[i..]);
        }
        for (; i < above.Length; i++) target[i] = above[i] + (below[i] - above[i]) * share;
    }

    private static Vector256<float> Eight(ReadOnlySpan<byte> bytes)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(MemoryMarshal.Read<ulong>(bytes)).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
    }

    /// <summary>For each column of the view, the two of the photo that it lies between and the second's share; mirrored where the view is.</summary>
    private readonly struct Columns
    {
        public Columns(ViewPlan plan, int size, int width)
        {
            (Left, Right, Share) = (new int[size], new int[size], new float[size]);
            First = (int)Math.Clamp(plan.Left - 0.5, 0, width - 1);
            Count = (int)Math.Min(width, Math.Ceiling(plan.Left + plan.Width) + 1) - First;
            for (var x = 0; x < size; x++)
            {
                var at = Math.Clamp(plan.Left + (x + 0.5) * plan.Width / size - 0.5, 0, width - 1);
                var target = plan.IsMirrored ? size - 1 - x : x;
                var left = (int)at;
                Left[target] = left - First;
                Right[target] = Math.Min(left + 1, width - 1) - First;
                Share[target] = (float)(at - left);
            }
        }

        public int[] Left { get; }

        public int[] Right { get; }

        public float[] Share { get; }

        public int First { get; }

        public int Count { get; }
    }
}
