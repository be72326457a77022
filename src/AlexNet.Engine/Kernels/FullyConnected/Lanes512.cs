using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>Sixteen floats in one AVX-512 register.</summary>
internal readonly unsafe struct Lanes512(Vector512<float> value) : ISumLanes<Lanes512>
{
    private readonly Vector512<float> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadFloat16(ushort* source)
    {
        // The formula is HalfBits': it says why.
        var bits = Avx512F.ConvertToVector512Int32(Vector256.Load((short*)source));
        var magnitudeAndSign = (bits << 13) & Vector512.Create(HalfBits.MagnitudeAndSign);
        var scaled = (magnitudeAndSign.AsSingle() * HalfBits.Rescale).AsInt32();
        var exponent = Vector512.Create(HalfBits.Exponent);
        var isSpecial = Vector512.Equals(magnitudeAndSign & exponent, exponent);
        return new(Vector512.ConditionalSelect(isSpecial, scaled | Vector512.Create(HalfBits.Infinity), scaled).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadBFloat16(ushort* source) => new((Avx512F.ConvertToVector512Int32(Vector256.Load(source)) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 LoadInt8(sbyte* source) => new(Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(source))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes512 Add(Lanes512 weights, Lanes512 x) => new(Vector512.FusedMultiplyAdd(weights._value, x._value, _value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTotals(Lanes512 first, Lanes512 second, Lanes512 third, Lanes512 fourth, float* destination) =>
        Lanes256.StoreTotals(first.Half(), second.Half(), third.Half(), fourth.Half(), destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes256 Half() => new(_value.GetLower() + _value.GetUpper());
}
