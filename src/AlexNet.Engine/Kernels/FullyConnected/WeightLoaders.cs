using System.Numerics;
using System.Runtime.CompilerServices;

namespace AlexNet.Engine.Kernels.FullyConnected;

/// <summary>Reads stored weights as single precision: two vectors at a time, or one value. Half-sized types are widened in registers.</summary>
internal unsafe interface IWeightLoader
{
    /// <summary>Bytes of one weight.</summary>
    static abstract int Size { get; }

    /// <summary>The weights from <paramref name="index"/> on: two vectors of <see cref="Vector{T}.Count"/> floats.</summary>
    static abstract void LoadPair(byte* weights, nint index, out Vector<float> low, out Vector<float> high);

    /// <summary>One weight.</summary>
    static abstract float Load(byte* weights, nint index);
}

/// <summary>IEEE single precision, as it is.</summary>
internal readonly unsafe struct Float32Loader : IWeightLoader
{
    public static int Size => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPair(byte* weights, nint index, out Vector<float> low, out Vector<float> high)
    {
        var source = (float*)weights + index;
        low = Vector.Load(source);
        high = Vector.Load(source + Vector<float>.Count);
    }

    public static float Load(byte* weights, nint index) => ((float*)weights)[index];
}

/// <summary>bfloat16: the upper 16 bits of a single.</summary>
internal readonly unsafe struct BFloat16Loader : IWeightLoader
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPair(byte* weights, nint index, out Vector<float> low, out Vector<float> high)
    {
        Vector.Widen(Vector.Load((ushort*)weights + index), out var lowBits, out var highBits);
        low = Vector.AsVectorSingle(Vector.ShiftLeft(lowBits, 16));
        high = Vector.AsVectorSingle(Vector.ShiftLeft(highBits, 16));
    }

    public static float Load(byte* weights, nint index) => BitConverter.UInt32BitsToSingle((uint)((ushort*)weights)[index] << 16);
}

/// <summary>IEEE half precision, widened exactly.</summary>
internal readonly unsafe struct Float16Loader : IWeightLoader
{
    public static int Size => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadPair(byte* weights, nint index, out Vector<float> low, out Vector<float> high)
    {
        Vector.Widen(Vector.Load((ushort*)weights + index), out var lowBits, out var highBits);
        low = Widen(lowBits);
        high = Widen(highBits);
    }

    public static float Load(byte* weights, nint index) => (float)((Half*)weights)[index];

    /// <summary>
    /// Exponent and fraction move to a single's place; the product with 2^112 corrects the exponent's bias, and does so for subnormals
    /// too. Infinities and NaNs, which land on 2^16 and above, get a single's largest exponent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Widen(Vector<uint> half)
    {
        var sign = Vector.ShiftLeft(half & new Vector<uint>(0x8000), 16);
        var magnitude = Vector.ShiftLeft(half & new Vector<uint>(0x7FFF), 13);
        var scaled = Vector.AsVectorUInt32(Vector.AsVectorSingle(magnitude) * new Vector<float>(BitConverter.UInt32BitsToSingle(0x7780_0000)));
        var special = Vector.GreaterThanOrEqual(magnitude, new Vector<uint>(0x0F80_0000)) & new Vector<uint>(0x7F80_0000);
        return Vector.AsVectorSingle(scaled | special | sign);
    }
}
