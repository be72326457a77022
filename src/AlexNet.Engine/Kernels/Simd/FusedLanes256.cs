using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>8 floats: AVX2 and FMA.</summary>
internal readonly unsafe struct FusedLanes256(Vector256<float> value) : IFusedLanes<FusedLanes256>
{
    private readonly Vector256<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<float>.Count;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 Load(float* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 Fill(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 operator +(FusedLanes256 left, FusedLanes256 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 operator -(FusedLanes256 left, FusedLanes256 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 operator *(FusedLanes256 left, FusedLanes256 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 MultiplyAdd(FusedLanes256 left, FusedLanes256 right, FusedLanes256 sum) =>
        new(Vector256.MultiplyAddEstimate(left._value, right._value, sum._value));

    // The runtime does not fold a minus sign into the estimate.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 MultiplySubtract(FusedLanes256 left, FusedLanes256 right, FusedLanes256 sum) => new(Fma.IsSupported
        ? Fma.MultiplyAddNegated(left._value, right._value, sum._value)
        : Vector256.MultiplyAddEstimate(-left._value, right._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes256 Relu(FusedLanes256 value) => new(Vector256.Max(value._value, Vector256<float>.Zero));
}
