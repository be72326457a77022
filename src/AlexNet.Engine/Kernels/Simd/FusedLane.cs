using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.Simd;

/// <summary>One float, where the processor has no vectors or the runtime may not use them.</summary>
internal readonly unsafe struct FusedLane(float value) : IFusedLanes<FusedLane>
{
    private readonly float _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => true;
    }

    public static int Registers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane Fill(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *destination = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane operator +(FusedLane left, FusedLane right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane operator -(FusedLane left, FusedLane right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane operator *(FusedLane left, FusedLane right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane MultiplyAdd(FusedLane left, FusedLane right, FusedLane sum) =>
        new(float.MultiplyAddEstimate(left._value, right._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane MultiplySubtract(FusedLane left, FusedLane right, FusedLane sum) =>
        new(float.MultiplyAddEstimate(-left._value, right._value, sum._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FusedLane Relu(FusedLane value) => new(MathF.Max(value._value, 0));
}
