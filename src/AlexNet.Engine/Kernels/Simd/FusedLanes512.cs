using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>16 floats: AVX-512.</summary>
internal readonly unsafe struct FusedLanes512(Vector512<float> value) : IFusedLanes<FusedLanes512>
{
    private readonly Vector512<float> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<float>.Count;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated;
    }

    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 Fill(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => _value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 operator +(FusedLanes512 left, FusedLanes512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 operator -(FusedLanes512 left, FusedLanes512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 operator *(FusedLanes512 left, FusedLanes512 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 MultiplyAdd(FusedLanes512 left, FusedLanes512 right, FusedLanes512 sum) =>
        new(Vector512.MultiplyAddEstimate(left._value, right._value, sum._value));

    // The runtime does not fold a minus sign into the estimate.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 MultiplySubtract(FusedLanes512 left, FusedLanes512 right, FusedLanes512 sum) => new(Avx512F.IsSupported
        ? Avx512F.FusedMultiplyAddNegated(left._value, right._value, sum._value)
        : Vector512.MultiplyAddEstimate(-left._value, right._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLanes512 Relu(FusedLanes512 value) => new(Vector512.Max(value._value, Vector512<float>.Zero));
}
