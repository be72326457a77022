using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Tensors;

/// <summary>
/// Symmetric int8: a row's scale is its largest magnitude over 127, and each weight becomes weight / scale, rounded to nearest with ties to even.
/// No weight moves by more than half a scale, and the same weights give the same bytes everywhere.
/// </summary>
internal static class RowQuantizer
{
    private const float Largest = 127;

    /// <summary>Quantises one row and returns its scale; 0 for a row of zeros.</summary>
    /// <param name="row">The weights, all finite.</param>
    /// <param name="destination">As many bytes.</param>
    public static float Quantize(ReadOnlySpan<float> row, Span<sbyte> destination)
    {
        var scale = LargestMagnitude(row) / Largest;
        // Rounded up, the scale of the largest floats there are would make infinities of them.
        if (float.IsInfinity(scale * Largest)) scale = MathF.BitDecrement(scale);
        if (scale == 0)
        {
            destination.Clear();
            return 0;
        }
        var i = Vector.IsHardwareAccelerated ? QuantizeVectors(row, destination, scale) : 0;
        for (; i < row.Length; i++) destination[i] = (sbyte)Math.Clamp(MathF.Round(row[i] / scale), -Largest, Largest);
        return scale;
    }

    private static float LargestMagnitude(ReadOnlySpan<float> row)
    {
        var largest = 0f;
        var i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            var lanes = Vector<float>.Zero;
            for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count) lanes = Vector.Max(lanes, Vector.Abs(new Vector<float>(row[i..])));
            for (var lane = 0; lane < Vector<float>.Count; lane++) largest = Math.Max(largest, lanes[lane]);
        }
        for (; i < row.Length; i++) largest = Math.Max(largest, Math.Abs(row[i]));
        return largest;
    }

    private static int QuantizeVectors(ReadOnlySpan<float> row, Span<sbyte> destination, float scale)
    {
        var divisor = new Vector<float>(scale);
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= row.Length - 4 * width; i += 4 * width)
        {
            var low = Vector.Narrow(Round(row[i..], divisor), Round(row[(i + width)..], divisor));
            var high = Vector.Narrow(Round(row[(i + 2 * width)..], divisor), Round(row[(i + 3 * width)..], divisor));
            Vector.Narrow(low, high).CopyTo(destination[i..]);
        }
        return i;
    }

    /// <summary>Clamped, because a scale so small that it is itself rounded may be too small for its row's largest weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Round(ReadOnlySpan<float> weights, Vector<float> divisor)
    {
        var rounded = Vector.Round(new Vector<float>(weights) / divisor);
        return Vector.ConvertToInt32(Vector.Min(Vector.Max(rounded, new Vector<float>(-Largest)), new Vector<float>(Largest)));
    }
}
