using System.Text;

namespace AlexNet.Models.Formats.Pickle;

/// <summary>A string or bytes, left where they lie: they may be a quarter of a gigabyte of weights.</summary>
/// <param name="Region">The bytes.</param>
/// <param name="IsText">UTF-8, else bytes; Python 2 wrote both as bytes.</param>
internal sealed record PickleString(MemoryRegion Region, bool IsText)
{
    private const int LongestName = 512;

    /// <summary>The text, if it is short enough for a name; null otherwise.</summary>
    public string? Name => Region.Length > LongestName ? null : (IsText ? Encoding.UTF8 : Encoding.Latin1).GetString(Region.Span(0, (int)Region.Length));

    /// <summary>The text of a value that is one, and a short one; null for all else.</summary>
    public static string? NameOf(object? value) => (value as PickleString)?.Name;

    /// <inheritdoc/>
    public override string ToString() => Name is { } name ? $"'{Printable.Text(name)}'" : $"a string of {Region.Length} bytes";
}

/// <summary>A dictionary; only what has a short text as its key is kept, in order, as nothing else can be the name of a parameter.</summary>
internal sealed class PickleDictionary
{
    private OrderedDictionary<string, object?>? _items;

    /// <summary>Values by key.</summary>
    public IReadOnlyDictionary<string, object?> Items => _items ??= [];

    /// <summary>Adds an entry or replaces it, as Python does.</summary>
    public void Set(object? key, object? value)
    {
        if (PickleString.NameOf(key) is not { } name) return;
        _items ??= [];
        _items[name] = value;
    }

    /// <summary>A dictionary inside this one, by key; null when there is none.</summary>
    public PickleDictionary? Inner(string key) => Items.GetValueOrDefault(key) as PickleDictionary;
}

/// <summary>Something that takes a state after it was made (the instruction BUILD).</summary>
internal interface IPickleBuildable
{
    /// <summary>Takes the state.</summary>
    /// <exception cref="RefusedException">It is none that such a thing has.</exception>
    void Build(object? state, string where);
}

/// <summary>An object of a class that says nothing about weights: it is made of nothing and does nothing, whatever state it is given.</summary>
internal sealed record PickleObject(string Class) : IPickleBuildable
{
    /// <inheritdoc/>
    public void Build(object? state, string where)
    {
    }
}

/// <summary>Words for values in messages.</summary>
internal static class PickleWords
{
    /// <summary>What a value is, in a few words.</summary>
    public static string For(object? value) => value switch
    {
        null => "None",
        bool truth => truth ? "True" : "False",
        PickleString text => text.ToString(),
        PickleDictionary dictionary => $"a dictionary of {dictionary.Items.Count}",
        List<object?> list => $"a list of {list.Count}",
        object?[] tuple => $"a tuple of {tuple.Length}",
        PickleGlobal global => $"'{global.Name}'",
        PickleObject made => $"an object of '{made.Class}'",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => Printable.Text(value.ToString() ?? ""),
    };
}
