using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>Eight floats in one AVX2 register.</summary>
internal readonly unsafe struct Lanes256(Vector256<float> value) : ISumLanes<Lanes256>
{
    private readonly Vector256<float> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadFloat16(ushort* source)
    {
        // The formula is HalfBits': it says why.
        var bits = Avx2.ConvertToVector256Int32((short*)source);
        var magnitudeAndSign = (bits << 13) & Vector256.Create(HalfBits.MagnitudeAndSign);
        var scaled = (magnitudeAndSign.AsSingle() * HalfBits.Rescale).AsInt32();
        var exponent = Vector256.Create(HalfBits.Exponent);
        var special = Vector256.Equals(magnitudeAndSign & exponent, exponent) & Vector256.Create(HalfBits.Infinity);
        return new((scaled | special).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadBFloat16(ushort* source) => new((Avx2.ConvertToVector256Int32(source) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 LoadInt8(sbyte* source) => new(Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes256 Add(Lanes256 weights, Lanes256 x) => new(Vector256.MultiplyAddEstimate(weights._value, x._value, _value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTotals(Lanes256 first, Lanes256 second, Lanes256 third, Lanes256 fourth, float* destination) =>
        Lanes128.StoreTotals(first.Half(), second.Half(), third.Half(), fourth.Half(), destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes128 Half() => new(_value.GetLower() + _value.GetUpper());
}
