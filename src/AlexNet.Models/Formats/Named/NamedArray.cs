using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Named;

/// <summary>An array of a file, as it lies there: any order of extents, any strides, not yet read.</summary>
/// <param name="Name">Its name in the file, as in <c>features.0.weight</c>.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Extents, outermost first.</param>
/// <param name="Strides">Elements from one index of an extent to the next, each at least 0.</param>
/// <param name="Bytes">The elements, from the first on.</param>
internal sealed record NamedArray(string Name, ArrayType Type, IReadOnlyList<long> Shape, IReadOnlyList<long> Strides, LazyRegion Bytes)
{
    /// <summary>Number of elements.</summary>
    public long Length => Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>The shape as messages have it.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>The place in the file as messages have it.</summary>
    public string Where => $"tensor '{Printable.Text(Name)}'";

    /// <summary>An array, once its extents and strides are known to stay inside its bytes.</summary>
    /// <exception cref="RefusedException">They do not, or its elements lie over each other, so that it would be larger than what it is made of.</exception>
    public static NamedArray Checked(string name, ArrayType type, IReadOnlyList<long> shape, IReadOnlyList<long> strides, LazyRegion bytes)
    {
        var array = new NamedArray(name, type, shape, strides, bytes);
        Int128 length = 1, last = 0;
        for (var i = 0; i < shape.Count; i++)
        {
            length *= shape[i];
            last += (Int128)(shape[i] - 1) * strides[i];
            // Early, as a product of eight extents of 63 bits is beyond 128 bits too.
            if (length > long.MaxValue || last > long.MaxValue) throw array.Refuse($"its shape is {array.ShapeText}, larger than any file");
        }
        if (length > 0 && (last + 1) * type.Bytes > bytes.Length)
            throw array.Refuse($"{array.ShapeText} {type} with strides [{string.Join(", ", strides)}] ends at byte {(last + 1) * type.Bytes}, but only {bytes.Length} are there");
        if (length * type.Bytes > bytes.Length) throw array.Refuse($"the elements of {array.ShapeText} {type} lie over each other: it has only {bytes.Length} bytes");
        return array;
    }

    /// <summary>A tensor that lies in our order.</summary>
    public static NamedArray Of(WeightTensor tensor) => RowMajor(
        tensor.Name, ArrayType.Of(tensor.Type), [.. tensor.Shape.Select(extent => (long)extent)], LazyRegion.Of(new MemoryRegion(tensor.Data, tensor.Length * tensor.Type.Size(), tensor.Owner)));

    /// <summary>An array whose last extent lies side by side, as C has it.</summary>
    public static NamedArray RowMajor(string name, ArrayType type, IReadOnlyList<long> shape, LazyRegion bytes) => Checked(name, type, shape, RowMajorStrides(shape), bytes);

    /// <summary>An array whose first extent lies side by side, as Fortran has it.</summary>
    public static NamedArray ColumnMajor(string name, ArrayType type, IReadOnlyList<long> shape, LazyRegion bytes) =>
        Checked(name, type, shape, [.. RowMajorStrides([.. shape.Reverse()]).Reverse()], bytes);

    /// <summary>The same array with its extents in another order.</summary>
    /// <param name="order">For each new extent, which old one it is.</param>
    public NamedArray Permute(params ReadOnlySpan<int> order)
    {
        var (shape, strides) = (new long[order.Length], new long[order.Length]);
        for (var i = 0; i < order.Length; i++) (shape[i], strides[i]) = (Shape[order[i]], Strides[order[i]]);
        return this with { Shape = shape, Strides = strides };
    }

    /// <summary>The same array with its first extent split into several, whose product it must be.</summary>
    public NamedArray SplitFirst(params ReadOnlySpan<long> extents)
    {
        var (shape, strides) = (new long[extents.Length + Shape.Count - 1], new long[extents.Length + Shape.Count - 1]);
        var stride = Strides[0];
        for (var i = extents.Length - 1; i >= 0; i--)
        {
            (shape[i], strides[i]) = (extents[i], stride);
            stride *= extents[i];
        }
        for (var i = 1; i < Shape.Count; i++) (shape[extents.Length + i - 1], strides[extents.Length + i - 1]) = (Shape[i], Strides[i]);
        return this with { Shape = shape, Strides = strides };
    }

    /// <summary>An error about this array.</summary>
    public RefusedException Refuse(string problem, string? advice = null) => new(Where, problem, advice);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {ShapeText} {Type}";

    private static long[] RowMajorStrides(IReadOnlyList<long> shape)
    {
        var strides = new long[shape.Count];
        Int128 stride = 1;
        for (var i = shape.Count - 1; i >= 0; i--)
        {
            // Beyond any file is beyond the check that follows.
            strides[i] = (long)Int128.Min(stride, long.MaxValue);
            stride = Int128.Min(stride * shape[i], long.MaxValue);
        }
        return strides;
    }
}
