namespace AlexNet.Engine.Tensors;

/// <summary>A named, read-only parameter of the network, wherever its bytes live (native memory or a mapped file).</summary>
/// <remarks>
/// Convolution weights are [output channels][input channels per group][kernel][kernel]; fully connected weights are
/// [outputs][inputs]; biases are [outputs]. All row-major.
/// </remarks>
public sealed unsafe class WeightTensor
{
    private readonly object _owner;
    private readonly byte* _data;

    /// <summary>Wraps <paramref name="data"/>, which stays valid for as long as <paramref name="owner"/> is reachable.</summary>
    public WeightTensor(string name, ElementType type, IReadOnlyList<int> shape, nint data, object owner)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Length = shape.Aggregate(1L, (product, extent) => checked(product * extent));
        _data = (byte*)data;
        _owner = owner;
    }

    /// <summary>Name, as in <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>Representation of the stored elements.</summary>
    public ElementType Type { get; }

    /// <summary>Extents, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Number of stored bytes.</summary>
    public long ByteLength => Length * Type.Size();

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

    /// <summary>Reads elements as single precision, widening the two half-sized types exactly.</summary>
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
            default:
                throw new InvalidOperationException($"weights '{Name}' have the unknown element type {Type}");
        }
        GC.KeepAlive(_owner);
    }

    /// <summary>Reads the whole tensor as single precision.</summary>
    /// <exception cref="OverflowException">The tensor has more elements than an array can hold.</exception>
    public float[] ToArray()
    {
        var values = new float[checked((int)Length)];
        CopyTo(values);
        return values;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{string.Join(", ", Shape)}] {Type}";
}
