namespace AlexNet.Models.Formats.Pickle;

/// <summary>The arguments of a call, or the parts of a state, each taken as the type it must have.</summary>
/// <param name="Function">Whose they are.</param>
/// <param name="Items">In order.</param>
/// <param name="Where">The place, for messages.</param>
internal sealed record PickleArguments(string Function, object?[] Items, string Where)
{
    /// <summary>An argument of a type.</summary>
    public T Get<T>(int index, string what) => index < Items.Length && Items[index] is T value ? value : throw Wrong(index, what);

    /// <summary>A whole number that is not negative.</summary>
    public long Count(int index, string what) => Get<object>(index, what) is long value and >= 0 ? value : throw Wrong(index, what);

    /// <summary>A tuple or list of at most eight whole numbers that are not negative.</summary>
    public long[] Counts(int index, string what)
    {
        var items = Get<object>(index, what) switch
        {
            object?[] tuple => tuple,
            List<object?> list when list.Count <= MaxRank => [.. list],
            _ => throw Wrong(index, what),
        };
        if (items.Length > MaxRank || !items.All(item => item is long and >= 0)) throw Wrong(index, what);
        return [.. items.Select(item => (long)item!)];
    }

    /// <summary>A short text.</summary>
    public string Text(int index, string what) => Get<PickleString>(index, what).Name ?? throw Wrong(index, what);

    /// <summary>An error about the call as a whole.</summary>
    public RefusedException Refuse(string problem) => new(Where, $"'{Function}' {problem}");

    private const int MaxRank = 8;

    private RefusedException Wrong(int index, string what) =>
        Refuse($"has {(index < Items.Length ? PickleWords.For(Items[index]) : "nothing")} as its argument {index + 1}, but needs {what}");
}
