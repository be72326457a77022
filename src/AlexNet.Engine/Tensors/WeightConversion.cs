namespace AlexNet.Engine.Tensors;

/// <summary>Weights in another representation, in native memory of their own.</summary>
public static unsafe class WeightConversion
{
    /// <summary>What an int8 tensor's scales are called: the tensor's name and this.</summary>
    public const string ScaleSuffix = "_scale";

    /// <summary>
    /// The tensor in another type, rounded to nearest with ties to even; the tensor itself where it is of that type already. Int8 gets one scale for
    /// each row, see <see cref="WeightTensor.RowScales"/>. Infinities and NaNs stay what they are in the floating-point types.
    /// </summary>
    /// <exception cref="WeightConversionException">A weight is beyond the type's range, or is not finite where int8 is asked for.</exception>
    /// <exception cref="ArgumentException">Int8 is asked for a tensor of fewer than two extents, which has no rows.</exception>
    public static WeightTensor To(this WeightTensor tensor, ElementType type)
    {
        if (tensor.Type == type) return tensor;
        if (type == ElementType.Int8 && tensor.Shape.Count < 2) throw new ArgumentException($"'{tensor.Name}' of [{string.Join(", ", tensor.Shape)}] has no rows to quantise", nameof(tensor));
        // Whoever writes every element needs no zeros first.
        var buffer = NativeBuffer.Uncleared((tensor.Length * type.Size() + sizeof(float) - 1) / sizeof(float));
        var scales = type == ElementType.Int8 ? NativeBuffer.Uncleared(tensor.Shape[0]) : null;
        var first = new FirstError();
        var rows = tensor.RowLength == 0 ? 0 : tensor.Length / tensor.RowLength;
        Parallel.For(0, rows, () => new float[tensor.RowLength], (row, _, values) =>
        {
            tensor.CopyTo(values, row * tensor.RowLength);
            var place = (byte*)buffer.Pointer + row * tensor.RowLength * type.Size();
            var index = Narrow(values, type, place, scales is null ? null : scales.Pointer + row);
            if (index >= 0) first.Add(row * tensor.RowLength + index, values[index]);
            return values;
        }, _ => { });
        if (first.Index is { } found)
        {
            buffer.Dispose();
            scales?.Dispose();
            throw new WeightConversionException(tensor.Name, found, first.Value, type);
        }
        var rowScales = scales is null ? null : new WeightTensor(tensor.Name + ScaleSuffix, ElementType.Float32, [tensor.Shape[0]], (nint)scales.Pointer, scales);
        return new WeightTensor(tensor.Name, type, tensor.Shape, (nint)buffer.Pointer, buffer, rowScales);
    }

    /// <summary>Converts a row; returns the index of the first weight that does not fit, or -1.</summary>
    private static int Narrow(ReadOnlySpan<float> values, ElementType type, byte* destination, float* scale)
    {
        switch (type)
        {
            case ElementType.Float32:
                values.CopyTo(new Span<float>(destination, values.Length));
                return -1;
            case ElementType.Float16: return NarrowFloats.ToFloat16(values, new Span<ushort>(destination, values.Length));
            case ElementType.BFloat16: return NarrowFloats.ToBFloat16(values, new Span<ushort>(destination, values.Length));
            case ElementType.Int8:
                if (TensorCheck.FirstNotFinite(values) is >= 0 and var index) return index;
                *scale = RowQuantizer.Quantize(values, new Span<sbyte>(destination, values.Length));
                return -1;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "no element type");
        }
    }

    /// <summary>The error at the lowest index, whichever thread finds it first.</summary>
    private sealed class FirstError
    {
        private readonly Lock _lock = new();

        public long? Index { get; private set; }

        public float Value { get; private set; }

        public void Add(long index, float value)
        {
            lock (_lock)
            {
                if (Index <= index) return;
                (Index, Value) = (index, value);
            }
        }
    }
}
