using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlexNet.Imaging.Resizing;

/// <summary>The pass along columns: an output row is a weighted sum of input rows, 16 bytes (4 pixels) at a time, the sums in registers.</summary>
internal static unsafe class VerticalPass
{
    /// <summary>Writes <c>weights.First.Length</c> rows.</summary>
    /// <param name="weights">Of the rows.</param>
    /// <param name="source">The input row <paramref name="firstRow"/>, rows of <paramref name="width"/> pixels one after another.</param>
    /// <param name="firstRow">Index of the first input row that is there.</param>
    /// <param name="target">Output rows, of <paramref name="width"/> pixels.</param>
    /// <param name="width">Pixels in a row.</param>
    public static void Run(ResampleWeights weights, uint* source, int firstRow, uint* target, int width)
    {
        var stride = (nint)width * 4;
        for (var y = 0; y < weights.First.Length; y++)
        {
            var k = weights.Values.AsSpan(y * weights.Taps, weights.Count[y]);
            var from = (byte*)source + (weights.First[y] - firstRow) * stride;
            var to = (byte*)target + y * stride;
            nint at = 0;
            for (; at + 16 <= stride; at += 16) Sixteen(k, from + at, stride, to + at);
            for (; at < stride; at++) One(k, from + at, stride, to + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sixteen(ReadOnlySpan<int> k, byte* from, nint stride, byte* to)
    {
        var half = Vector256.Create(ResampleWeights.Half);
        var (low, high) = (half, half);
        for (var t = 0; t < k.Length; t++, from += stride)
        {
            var (first, second) = Vector128.Widen(Vector128.Load(from));
            var weight = Vector256.Create(k[t]);
            low += Widen(first) * weight;
            high += Widen(second) * weight;
        }
        Vector128.Narrow(Clip(low), Clip(high)).Store(to);
    }

    private static void One(ReadOnlySpan<int> k, byte* from, nint stride, byte* to)
    {
        var sum = ResampleWeights.Half;
        for (var t = 0; t < k.Length; t++, from += stride) sum += *from * k[t];
        *to = (byte)Math.Min(sum >> ResampleWeights.PrecisionBits, 255);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(Vector128<ushort> words)
    {
        var (low, high) = Vector128.Widen(words);
        return Vector256.Create(low, high).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Clip(Vector256<int> sum)
    {
        var level = Vector256.Min(sum >> ResampleWeights.PrecisionBits, Vector256.Create(255)).AsUInt32();
        return Vector128.Narrow(level.GetLower(), level.GetUpper());
    }
}
