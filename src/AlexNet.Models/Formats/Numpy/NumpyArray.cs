using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>A pickled <c>numpy.ndarray</c>: made empty, given its shape, type and elements by its state. The elements stay where they are until they are needed.</summary>
internal sealed class NumpyArray : IPickleBuildable
{
    private string _where = "array";
    private ArrayType _type = NumpyType.Objects;
    private long[] _shape = [];
    private bool _isColumnMajor;
    private object? _elements;

    /// <summary>The elements, if they are Python objects; null otherwise.</summary>
    public IReadOnlyList<object?>? Objects => _type == NumpyType.Objects ? _elements as List<object?> : null;

    /// <summary>The state (version, shape, type, is column-major, elements); NumPy's first versions wrote no version.</summary>
    public void Build(object? state, string where)
    {
        var parts = new PickleArguments("numpy.ndarray", state as object?[] ?? [], where);
        var first = parts.Items.Length == 5 ? 1 : 0;
        var isColumnMajor = parts.Items.Length == first + 4 && parts.Items[first + 2] switch
        {
            bool truth => truth,
            long number => number != 0,
            _ => throw parts.Refuse("has no word about the order of its elements"),
        };
        Set(parts.Get<PickledType>(first + 1, "a type"), parts.Counts(first, "a shape"), isColumnMajor, parts.Get<object>(first + 3, "elements"), where);
    }

    /// <summary>What protocol 5 writes: (elements, type, shape, order).</summary>
    public static NumpyArray FromBuffer(PickleArguments arguments)
    {
        var made = new NumpyArray();
        made.Set(arguments.Get<PickledType>(1, "a type"), arguments.Counts(2, "a shape"), arguments.Items.Length > 3 && arguments.Text(3, "an order") == "F", arguments.Get<object>(0, "elements"), arguments.Where);
        return made;
    }

    /// <summary>The array under a name.</summary>
    /// <exception cref="RefusedException">The bytes are not as many as the shape needs, or are no numbers.</exception>
    public NamedArray Named(string name)
    {
        Int128 length = _type.Bytes;
        foreach (var extent in _shape)
        {
            length *= extent;
            if (length > long.MaxValue) throw new RefusedException(_where, $"the array '{Printable.Text(name)}' of [{string.Join(", ", _shape)}] {_type} is larger than any file");
        }
        var bytes = _elements switch
        {
            PickleString text => LazyRegion.Of(text.Region),
            PickleLatin1 text => text.Bytes((long)length, _where),
            _ => throw new RefusedException(_where, $"the array '{Printable.Text(name)}' holds {PickleWords.For(_elements)}, but needs numbers"),
        };
        if (bytes.Length != (long)length)
            throw new RefusedException(_where, $"the array '{Printable.Text(name)}' of [{string.Join(", ", _shape)}] {_type} takes {length} bytes, but has {bytes.Length}");
        return _isColumnMajor ? NamedArray.ColumnMajor(name, _type, _shape, bytes) : NamedArray.RowMajor(name, _type, _shape, bytes);
    }

    /// <inheritdoc/>
    public override string ToString() => $"an array of [{string.Join(", ", _shape)}] {_type}";

    private void Set(PickledType type, long[] shape, bool isColumnMajor, object? elements, string where) =>
        (_type, _shape, _isColumnMajor, _elements, _where) = (NumpyType.Parse(type.Description, where), shape, isColumnMajor, elements, where);
}
