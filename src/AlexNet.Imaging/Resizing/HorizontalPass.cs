using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Imaging.Resizing;

/// <summary>
/// The pass along rows. A pixel is 4 bytes, so one vector of four 32-bit sums is one output pixel; four rows go together, as they share the weights:
/// sum[4 channels] += widen(row[First[x] + t]) * Values[x * Taps + t].
/// </summary>
internal static unsafe class HorizontalPass
{
    /// <summary>Writes <c>weights.First.Length</c> pixels of each of the rows.</summary>
    /// <param name="weights">Of the row's outputs.</param>
    /// <param name="source">First row.</param>
    /// <param name="sourceStride">Pixels from one row to the next.</param>
    /// <param name="target">First output row.</param>
    /// <param name="targetStride">Pixels from one output row to the next.</param>
    /// <param name="rows">Number of rows.</param>
    public static void Run(ResampleWeights weights, uint* source, nint sourceStride, uint* target, nint targetStride, int rows)
    {
        var row = 0;
        for (; row + 4 <= rows; row += 4)
            FourRows(weights, source + row * sourceStride, sourceStride, target + row * targetStride, targetStride);
        for (; row < rows; row++)
            OneRow(weights, source + row * sourceStride, target + row * targetStride);
    }

    private static void FourRows(ResampleWeights weights, uint* source, nint stride, uint* target, nint targetStride)
    {
        var values = weights.Values.AsSpan();
        for (var x = 0; x < weights.First.Length; x++)
        {
            var k = values.Slice(x * weights.Taps, weights.Count[x]);
            var p0 = source + weights.First[x];
            var p1 = p0 + stride;
            var p2 = p1 + stride;
            var p3 = p2 + stride;
            var half = Vector128.Create(ResampleWeights.Half);
            var (sum0, sum1, sum2, sum3) = (half, half, half, half);
            for (var t = 0; t < k.Length; t++)
            {
                var weight = Vector128.Create(k[t]);
                sum0 += Widen(p0 + t) * weight;
                sum1 += Widen(p1 + t) * weight;
                sum2 += Widen(p2 + t) * weight;
                sum3 += Widen(p3 + t) * weight;
            }
            var four = Vector128.Narrow(Vector128.Narrow(Clip(sum0), Clip(sum1)), Vector128.Narrow(Clip(sum2), Clip(sum3))).AsUInt32();
            target[x] = four[0];
            target[x + targetStride] = four[1];
            target[x + 2 * targetStride] = four[2];
            target[x + 3 * targetStride] = four[3];
        }
    }

    private static void OneRow(ResampleWeights weights, uint* source, uint* target)
    {
        var values = weights.Values.AsSpan();
        for (var x = 0; x < weights.First.Length; x++)
        {
            var k = values.Slice(x * weights.Taps, weights.Count[x]);
            var p = source + weights.First[x];
            var sum = Vector128.Create(ResampleWeights.Half);
            for (var t = 0; t < k.Length; t++) sum += Widen(p + t) * Vector128.Create(k[t]);
            var words = Vector128.Narrow(Clip(sum), Clip(sum));
            target[x] = Vector128.Narrow(words, words).AsUInt32()[0];
        }
    }

    /// <summary>The four bytes of a pixel as four integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Widen(uint* pixel) => Sse41.IsSupported
        ? Sse41.ConvertToVector128Int32((byte*)pixel)
        : Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*pixel).AsByte())).AsInt32();

    /// <summary>From fixed point to a level. Weights are not negative, so a sum can only be above 255, by their rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Clip(Vector128<int> sum) => Vector128.Min(sum >> ResampleWeights.PrecisionBits, Vector128.Create(255));
}
