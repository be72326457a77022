using System.Runtime.InteropServices;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Tests;

/// <summary>Weight tensors from arrays.</summary>
internal static unsafe class TestWeights
{
    public static WeightTensor From(ParameterShape shape, float[] values, ElementType type = ElementType.Float32)
    {
        var buffer = new NativeBuffer(values.Length);
        if (type == ElementType.Int8) return From(shape, values).To(type);
        if (type == ElementType.Float32) values.CopyTo(buffer.Span(0, values.Length));
        var halves = new Span<ushort>(buffer.Pointer, values.Length);
        for (var i = 0; i < values.Length && type != ElementType.Float32; i++) halves[i] = Narrow(values[i], type);
        return new WeightTensor(shape.Name, type, shape.Extents, (nint)buffer.Pointer, buffer);
    }

    /// <summary>The values that a floating-point type can hold; int8 depends on a whole row, so its values are left.</summary>
    public static float[] Round(float[] values, ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int8 => values,
        ElementType.Float16 => [.. values.Select(value => (float)(Half)value)],
        _ => [.. values.Select(value => BitConverter.UInt32BitsToSingle((uint)Narrow(value, type) << 16))],
    };

    private static ushort Narrow(float value, ElementType type) => type == ElementType.Float16
        ? BitConverter.HalfToUInt16Bits((Half)value)
        : (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);
}
