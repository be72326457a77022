namespace AlexNet.Models.Formats.Pickle;

/// <summary>A name that a pickle may ask for.</summary>
/// <param name="Name">Module and name, as in <c>collections.OrderedDict</c>.</param>
/// <param name="Call">What our reader does in place of the Python function; null for what is named and never called.</param>
/// <param name="Tag">What the name stands for, where it is a value.</param>
internal sealed record PickleGlobal(string Name, Func<PickleArguments, object?>? Call = null, object? Tag = null);

/// <summary>
/// The closed list of names that a pickle may ask for. In Python a pickle may name and call any function at all; here a name is looked up in this list
/// and nowhere else, and stands for a few lines of our own that make a dictionary, a tensor or an array.
/// </summary>
internal sealed class PickleGlobals
{
    private readonly Dictionary<string, PickleGlobal> _known;

    /// <summary>These names, and those of Python's own library that stand for dictionaries and bytes.</summary>
    public PickleGlobals(IEnumerable<PickleGlobal> names) => _known = Python.Concat(names).ToDictionary(name => name.Name);

    private static readonly PickleGlobal[] Python =
    [
        new("collections.OrderedDict", OrderedDictionary),
        // Python 3 writes bytes for Python 2 as encode(text, "latin1"), and empty bytes as bytes().
        new("_codecs.encode", Encode),
        new("__builtin__.bytes", EmptyBytes),
        new("builtins.bytes", EmptyBytes),
    ];

    /// <summary>What a name stands for.</summary>
    /// <exception cref="RefusedException">It is not in the list.</exception>
    public PickleGlobal Find(string module, string name, string where) =>
        _known.TryGetValue($"{module}.{name}", out var global)
            ? global
            : throw new RefusedException(where, $"it asks for '{Printable.Text($"{module}.{name}")}', which no weights need; nothing of it was run",
                "a file of weights alone is read: save the state dict (PyTorch: torch.save(model.state_dict(), path)) or arrays, and do not trust a file that asks for more");

    private static PickleDictionary OrderedDictionary(PickleArguments arguments)
    {
        var made = new PickleDictionary();
        if (arguments.Items.Length == 0) return made;
        // Python 2 gives a list of [key, value].
        foreach (var item in arguments.Get<List<object?>>(0, "a list of pairs"))
        {
            var pair = item switch
            {
                List<object?> { Count: 2 } list => [.. list],
                object?[] { Length: 2 } tuple => tuple,
                _ => throw arguments.Refuse($"has {PickleWords.For(item)} among its pairs"),
            };
            made.Set(pair[0], pair[1]);
        }
        return made;
    }

    private static PickleLatin1 Encode(PickleArguments arguments)
    {
        var text = arguments.Get<PickleString>(0, "a text");
        if (arguments.Text(1, "'latin1'") is not ("latin1" or "latin-1")) throw arguments.Refuse("asks for another encoding than 'latin1'");
        return new PickleLatin1(text);
    }

    private static PickleString EmptyBytes(PickleArguments arguments) => arguments.Items.Length == 0
        ? new PickleString(new MemoryRegion(0, 0, ""), IsText: false)
        : throw arguments.Refuse("has arguments, but is used for empty bytes only");
}
