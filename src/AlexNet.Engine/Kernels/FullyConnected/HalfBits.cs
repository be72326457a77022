namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>
/// Widening of IEEE half precision by integer shifts and one product. The half's bits, sign-extended to 32 and shifted left by 13, have exponent
/// and fraction in a single's place; the product with 2^112 corrects the exponent's bias, and does so for subnormals too. Infinities and
/// NaNs, which come out as 2^16 and above, get a single's largest exponent.
/// </summary>
internal static class HalfBits
{
    /// <summary>The bits of sign, exponent and fraction after the shift: the copies of the sign between them go.</summary>
    public const int MagnitudeAndSign = unchecked((int)0x8FFF_E000);

    /// <summary>The exponent's bits after the shift; all are set in an infinity or NaN.</summary>
    public const int Exponent = 0x0F80_0000;

    /// <summary>A single's largest exponent.</summary>
    public const int Infinity = 0x7F80_0000;

    /// <summary>2^112: a single's bias less a half's.</summary>
    public const float Rescale = 5.192296858534828e33f;

    /// <summary>One half as a single, exactly.</summary>
    public static float ToSingle(ushort half) => (float)BitConverter.UInt16BitsToHalf(half);
}
