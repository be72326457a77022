using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>Four floats in one register of NEON or SSE.</summary>
internal readonly unsafe struct Lanes128(Vector128<float> value) : ISumLanes<Lanes128>
{
    private readonly Vector128<float> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadFloat16(ushort* source)
    {
        // The formula is HalfBits': it says why.
        var bits = Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(source)).AsInt16());
        var magnitudeAndSign = (bits << 13) & Vector128.Create(HalfBits.MagnitudeAndSign);
        var scaled = (magnitudeAndSign.AsSingle() * HalfBits.Rescale).AsInt32();
        var exponent = Vector128.Create(HalfBits.Exponent);
        var special = Vector128.Equals(magnitudeAndSign & exponent, exponent) & Vector128.Create(HalfBits.Infinity);
        return new((scaled | special).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadBFloat16(ushort* source) =>
        new((Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(source)).AsUInt16()) << 16).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 LoadInt8(sbyte* source) => new(Vector128.ConvertToSingle(
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(source)).AsSByte()))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Lanes128 Add(Lanes128 weights, Lanes128 x) => new(Vector128.MultiplyAddEstimate(weights._value, x._value, _value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTotals(Lanes128 first, Lanes128 second, Lanes128 third, Lanes128 fourth, float* destination)
    {
        // Lanes 0 + 2 and 1 + 3 of two registers at once, sorted into even and odd ones; then those.
        var (low, high) = (Pairs(first, second), Pairs(third, fourth));
        var even = Vector128.Create(low.GetLower(), high.GetLower());
        var odd = Vector128.Create(low.GetUpper(), high.GetUpper());
        (even + odd).Store(destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Pairs(Lanes128 first, Lanes128 second)
    {
        var pairs = Vector128.Create(first._value.GetLower(), second._value.GetLower()) + Vector128.Create(first._value.GetUpper(), second._value.GetUpper());
        return Vector128.Shuffle(pairs, Vector128.Create(0, 2, 1, 3));
    }
}
