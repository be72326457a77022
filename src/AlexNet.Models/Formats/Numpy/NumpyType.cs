using AlexNet.Models.Formats.Named;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>NumPy's words for element types, as in <c>&lt;f4</c>: byte order, kind, bytes.</summary>
internal static class NumpyType
{
    /// <summary>Python objects, which are pickled.</summary>
    public static readonly ArrayType Objects = new("object", 8);

    /// <summary>The type of a description.</summary>
    /// <param name="description">With or without a byte order.</param>
    /// <param name="where">The place, for messages.</param>
    /// <exception cref="RefusedException">The bytes are in the order of other machines, or it is no type of numbers.</exception>
    public static ArrayType Parse(string description, string where)
    {
        var word = description.TrimStart('<', '>', '=', '|');
        if (word.StartsWith('O')) return Objects;
        var type = word switch
        {
            "f4" => ArrayType.Float32,
            "f2" => ArrayType.Float16,
            "f8" => ArrayType.Float64,
            _ when word.Length is > 1 and <= 3 && word[0] is 'i' or 'u' or 'b' or 'c' or 'f' or 'S' or 'V' or 'U' && int.TryParse(word.AsSpan(1), out var bytes) && bytes > 0 => new ArrayType(word, bytes),
            _ => throw new RefusedException(where, $"the elements are '{Printable.Text(description)}', which are no numbers that weights need"),
        };
        if (description.StartsWith('>') && type.Bytes > 1)
            throw new RefusedException(where, $"the elements are '{Printable.Text(description)}', the higher byte first", "save the arrays in this machine's byte order: array.astype(array.dtype.newbyteorder('='))");
        return type;
    }
}

/// <summary>A pickled <c>numpy.dtype</c>: made of a word, given its byte order by its state.</summary>
internal sealed class PickledType(string word) : IPickleBuildable
{
    private string _order = "";

    /// <summary>As NumPy writes it.</summary>
    public string Description => _order + word;

    /// <inheritdoc/>
    public void Build(object? state, string where)
    {
        var parts = new PickleArguments("numpy.dtype", state as object?[] ?? [], where);
        _order = parts.Text(1, "a byte order");
        if (_order is not ("<" or ">" or "=" or "|")) throw parts.Refuse($"has the byte order '{Printable.Text(_order)}'");
    }

    /// <inheritdoc/>
    public override string ToString() => Description;
}
