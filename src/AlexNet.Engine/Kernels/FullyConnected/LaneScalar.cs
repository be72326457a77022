using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>One float, for a CPU without vectors or a process that may not use them.</summary>
internal readonly unsafe struct LaneScalar(float value) : ISumLanes<LaneScalar>
{
    private readonly float _value = value;

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar Load(float* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar LoadFloat16(ushort* source) => new(HalfBits.ToSingle(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar LoadBFloat16(ushort* source) => new(BitConverter.UInt32BitsToSingle((uint)*source << 16));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneScalar LoadInt8(sbyte* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* destination) => *destination = _value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneScalar Add(LaneScalar weights, LaneScalar x) => new(_value + weights._value * x._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTotals(LaneScalar first, LaneScalar second, LaneScalar third, LaneScalar fourth, float* destination) =>
        (destination[0], destination[1], destination[2], destination[3]) = (first._value, second._value, third._value, fourth._value);
}
