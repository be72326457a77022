using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>Reads stored weights as single precision. Narrow types are widened in registers; int8's row scale is applied to the sum, not here.</summary>
internal unsafe interface IWeightFormat
{
    /// <summary>Bytes of one weight.</summary>
    static abstract int Size { get; }

    /// <summary>The weights from <paramref name="index"/> on, as many as there are lanes.</summary>
    static abstract TLanes Load<TLanes>(byte* weights, nint index) where TLanes : struct, ISumLanes<TLanes>;
}

/// <summary>IEEE single precision, as it is.</summary>
internal readonly unsafe struct Float32Format : IWeightFormat
{
    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* weights, nint index) where TLanes : struct, ISumLanes<TLanes> => TLanes.Load((float*)weights + index);
}

/// <summary>IEEE half precision.</summary>
internal readonly unsafe struct Float16Format : IWeightFormat
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* weights, nint index) where TLanes : struct, ISumLanes<TLanes> => TLanes.LoadFloat16((ushort*)weights + index);
}

/// <summary>bfloat16: the upper 16 bits of a single.</summary>
internal readonly unsafe struct BFloat16Format : IWeightFormat
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* weights, nint index) where TLanes : struct, ISumLanes<TLanes> => TLanes.LoadBFloat16((ushort*)weights + index);
}

/// <summary>Signed bytes; the weight is the byte times its row's scale.</summary>
internal readonly unsafe struct Int8Format : IWeightFormat
{
    public static int Size => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* weights, nint index) where TLanes : struct, ISumLanes<TLanes> => TLanes.LoadInt8((sbyte*)weights + index);
}
