namespace AlexNet.Engine.Tensors;

/// <summary>Rounds single precision to the two 16-bit types, to nearest with ties to even. Infinities and NaNs stay what they are.</summary>
public static class NarrowFloats
{
    private const uint Exponent = 0x7F80_0000;

    /// <summary>Converts to IEEE half precision; the index of the first finite value that would become infinite, or -1.</summary>
    public static int ToFloat16(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            destination[i] = BitConverter.HalfToUInt16Bits((Half)source[i]);
            if ((destination[i] & 0x7FFF) == 0x7C00 && float.IsFinite(source[i])) return i;
        }
        return -1;
    }

    /// <summary>Converts to bfloat16; the index of the first finite value that would become infinite, or -1.</summary>
    public static int ToBFloat16(ReadOnlySpan<float> source, Span<ushort> destination)
    {
        for (var i = 0; i < source.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(source[i]);
            if ((bits & Exponent) == Exponent)
            {
                // Cutting a NaN could leave only zeros after the exponent, which is infinity: its quiet bit is set.
                destination[i] = (ushort)(bits >> 16 | (float.IsNaN(source[i]) ? 0x40u : 0));
                continue;
            }
            // Half a unit of what stays, less one when it stays even, carries exactly when rounding goes up.
            var rounded = bits + 0x7FFF + (bits >> 16 & 1);
            if ((rounded & Exponent) == Exponent) return i;
            destination[i] = (ushort)(rounded >> 16);
        }
        return -1;
    }
}
