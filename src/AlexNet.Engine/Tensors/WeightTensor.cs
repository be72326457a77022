namespace AlexNet.Engine.Tensors;

/// <summary>A named, read-only parameter of the network, wherever its bytes live (native memory or a mapped file).</summary>
/// <remarks>
/// Convolution weights are [output channels][input channels per group][kernel][kernel]; fully connected weights are
/// [outputs][inputs]; biases are [outputs]. All row-major.
/// </remarks>
[TypeFormatterSource]
public sealed unsafe class WeightTensor
{
    private readonly object _owner;
    private readonly byte* _data;

    /// <summary>Wraps <paramref name="data"/>, which stays valid for as long as <paramref name="owner"/> is reachable.</summary>
    /// <param name="name">Name, as in <c>conv1.weight</c>.</param>
    /// <param name="type">Representation of the elements.</param>
    /// <param name="shape">Extents, outermost first.</param>
    /// <param name="data">The first byte.</param>
    /// <param name="owner">What keeps the bytes alive.</param>
    /// <param name="rowScales">The scales of an int8 tensor's rows; null for every other type.</param>
    /// <exception cref="ArgumentException">Scales are missing, superfluous, of another type or shape, or not all finite and at least zero.</exception>
    public WeightTensor(string name, ElementType type, IReadOnlyList<int> shape, nint data, object owner, WeightTensor? rowScales = null)
    {
        Name = name;
        Type = type;
        Shape = Array.AsReadOnly(shape.ToArray()); // PowerShell cannot index whatever list it is given as
        Length = 1;
        foreach (var extent in shape) Length = checked(Length * extent);
        _data = (byte*)data;
        _owner = owner;
        RowScales = rowScales;
        RequireScales();
    }

    /// <summary>Name, as in <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Representation of the stored elements.</summary>
    public ElementType Type { get; }

    /// <summary>Extents, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Number of stored bytes, those of <see cref="RowScales"/> included.</summary>
    public long ByteLength => Length * Type.Size() + (RowScales?.ByteLength ?? 0);

    /// <summary>
    /// For <see cref="ElementType.Int8"/>, single-precision [Shape[0]]: a weight is its signed byte times the scale of its row, all that belongs to
    /// one index of the outermost extent. Null for every other type.
    /// </summary>
    public WeightTensor? RowScales { get; }

    /// <summary>Elements of one row: all that belongs to one index of the outermost extent.</summary>
    public long RowLength => Shape.Count == 0 || Shape[0] == 0 ? Length : Length / Shape[0];

    /// <summary>What keeps the bytes alive; hold it (or this tensor) for as long as <see cref="Data"/> is used.</summary>
    public object Owner => _owner;

    /// <summary>The first byte. Kernels read it; nobody writes it.</summary>
    public nint Data => (nint)_data;

    /// <summary>The stored bytes of the elements from <paramref name="start"/> on.</summary>
    public ReadOnlySpan<byte> Bytes(long start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Length);
        return new ReadOnlySpan<byte>(_data + start * Type.Size(), checked(count * Type.Size()));
    }

    /// <summary>Reads elements as single precision: the two half-sized types are widened exactly, signed bytes are multiplied with their row's scale.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the tensor.</exception>
    public void CopyTo(Span<float> destination, long start = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + destination.Length, Length);
        switch (Type)
        {
            case ElementType.Float32:
                new ReadOnlySpan<float>((float*)_data + start, destination.Length).CopyTo(destination);
                break;
            case ElementType.Float16:
                for (var i = 0; i < destination.Length; i++) destination[i] = (float)((Half*)_data)[start + i];
                break;
            case ElementType.BFloat16:
                for (var i = 0; i < destination.Length; i++)
                    destination[i] = BitConverter.UInt32BitsToSingle((uint)((ushort*)_data)[start + i] << 16);
                break;
            case ElementType.Int8:
                Dequantize(destination, start);
                break;
            default:
                throw new InvalidOperationException($"weights '{Name}' have the unknown element type {Type}");
        }
        GC.KeepAlive(this);
    }

    /// <summary>Reads the whole tensor as single precision.</summary>
    /// <exception cref="OverflowException">The tensor has more elements than an array can hold.</exception>
    public float[] ToArray()
    {
        var values = new float[checked((int)Length)];
        CopyTo(values);
        return values;
    }

    private void Dequantize(Span<float> destination, long start)
    {
        var scales = (float*)RowScales!.Data;
        for (var i = 0; i < destination.Length;)
        {
            var (row, column) = Math.DivRem(start + i, RowLength);
            var count = (int)Math.Min(destination.Length - i, RowLength - column);
            var bytes = (sbyte*)_data + start + i;
            for (var j = 0; j < count; j++) destination[i + j] = bytes[j] * scales[row];
            i += count;
        }
    }

    private void RequireScales()
    {
        if (Type != ElementType.Int8)
        {
            if (RowScales is not null) throw new ArgumentException($"weights '{Name}' of type {Type} have row scales, but only {ElementType.Int8} has any");
            return;
        }
        var needed = $"but weights '{Name}' of [{string.Join(", ", Shape)}] {Type} need one finite {ElementType.Float32} scale, at least 0, for each of their rows";
        if (RowScales is null) throw new ArgumentException($"found no row scales, {needed}");
        if (Shape.Count < 2 || RowScales.Type != ElementType.Float32 || RowScales.Shape.Count != 1 || RowScales.Shape[0] != Shape[0])
            throw new ArgumentException($"found row scales of [{string.Join(", ", RowScales.Shape)}] {RowScales.Type}, {needed}");
        var scales = new ReadOnlySpan<float>((float*)RowScales.Data, Shape[0]);
        for (var row = 0; row < scales.Length; row++)
            if (!float.IsFinite(scales[row]) || scales[row] < 0) throw new ArgumentException(FormattableString.Invariant($"found the scale {scales[row]} for row {row}, {needed}"));
        GC.KeepAlive(RowScales._owner);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}] {Type}";
}
