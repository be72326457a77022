using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>4 floats: NEON, which fuses, and SSE, which does not.</summary>
internal readonly unsafe struct FusedLanes128(Vector128<float> value) : IFusedLanes<FusedLanes128>
{
    private readonly Vector128<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<float>.Count;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated;
    }

    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.IsSupported ? 32 : 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 Load(float* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 Fill(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 operator +(FusedLanes128 left, FusedLanes128 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 operator -(FusedLanes128 left, FusedLanes128 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 operator *(FusedLanes128 left, FusedLanes128 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 MultiplyAdd(FusedLanes128 left, FusedLanes128 right, FusedLanes128 sum) =>
        new(Vector128.MultiplyAddEstimate(left._value, right._value, sum._value));

    // The runtime does not fold a minus sign into the estimate.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 MultiplySubtract(FusedLanes128 left, FusedLanes128 right, FusedLanes128 sum) => new(AdvSimd.IsSupported
        ? AdvSimd.FusedMultiplySubtract(sum._value, left._value, right._value)
        : Vector128.MultiplyAddEstimate(-left._value, right._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes128 Relu(FusedLanes128 value) => new(Vector128.Max(value._value, Vector128<float>.Zero));
}
