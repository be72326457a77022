using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace AlexNet.Engine.Devices.Hardware;

/// <summary>A vector register with a fused multiply-add, so that one loop serves every width.</summary>
internal interface IFmaLanes<TSelf> where TSelf : struct, IFmaLanes<TSelf>
{
    static abstract TSelf Fill(float value);

    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract float First(TSelf value);
}

internal readonly struct Lanes512(Vector512<float> value) : IFmaLanes<Lanes512>
{
    private readonly Vector512<float> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Fill(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 MultiplyAdd(Lanes512 left, Lanes512 right, Lanes512 addend) =>
        new(Vector512.FusedMultiplyAdd(left._value, right._value, addend._value));

    public static float First(Lanes512 value) => value._value[0];
}

internal readonly struct Lanes256(Vector256<float> value) : IFmaLanes<Lanes256>
{
    private readonly Vector256<float> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Fill(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 MultiplyAdd(Lanes256 left, Lanes256 right, Lanes256 addend) =>
        new(Vector256.FusedMultiplyAdd(left._value, right._value, addend._value));

    public static float First(Lanes256 value) => value._value[0];
}

internal readonly struct Lanes128(Vector128<float> value) : IFmaLanes<Lanes128>
{
    private readonly Vector128<float> _value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Fill(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 left, Lanes128 right, Lanes128 addend) =>
        new(Vector128.FusedMultiplyAdd(left._value, right._value, addend._value));

    public static float First(Lanes128 value) => value._value[0];
}
