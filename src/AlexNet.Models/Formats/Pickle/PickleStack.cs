using System.Runtime.CompilerServices;

namespace AlexNet.Models.Formats.Pickle;

/// <summary>
/// The machine's stack, its marks and its memo. The machine is a loop, so nothing nests on our own stack; how deep, how many and how much are bounded,
/// as a file of 244 MB could otherwise ask for as many dictionaries as it has bytes.
/// </summary>
internal sealed class PickleStack
{
    // What real files need: a checkpoint of 2012 with the outputs of 90 epochs has half a million values, at most some thousand at once, and nests a hundred deep.
    private const int MaxValues = 2_000_000;
    private const int MaxHeight = 1_000_000;
    private const int MaxMarks = 1_000;

    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private int _pushed;

    /// <summary>Whether there is nothing above the last mark.</summary>
    private int Floor => _marks.Count == 0 ? 0 : _marks[^1];

    public void Push(object? value)
    {
        Require(++_pushed <= MaxValues, $"there are more than {MaxValues} values");
        Require(_values.Count < MaxHeight, $"more than {MaxHeight} values are stacked");
        _values.Add(value);
    }

    public object? Pop()
    {
        var top = Peek();
        _values.RemoveAt(_values.Count - 1);
        return top;
    }

    public object? Peek()
    {
        Require(_values.Count > Floor, $"a value is taken from an empty stack");
        return _values[^1];
    }

    public void Mark()
    {
        Require(++_pushed <= MaxValues && _marks.Count < MaxMarks, $"values nest more than {MaxMarks} deep");
        _marks.Add(_values.Count);
    }

    /// <summary>All values above the last mark, which is taken away too.</summary>
    public object?[] PopToMark()
    {
        Require(_marks.Count > 0, $"the values up to a mark are asked for, but there is none");
        var floor = Floor;
        var items = new object?[_values.Count - floor];
        _values.CopyTo(floor, items, 0, items.Length);
        _values.RemoveRange(floor, items.Length);
        _marks.RemoveAt(_marks.Count - 1);
        return items;
    }

    public void Memoize(uint index)
    {
        Require(++_pushed <= MaxValues, $"there are more than {MaxValues} values");
        _memo[index] = Peek();
    }

    /// <summary>Under the next free number, as protocol 4 counts.</summary>
    public void Memoize() => Memoize((uint)_memo.Count);

    public object? Recall(uint index)
    {
        Require(_memo.TryGetValue(index, out var value), $"the memo has nothing under {index}");
        return value;
    }

    /// <summary>The one value left at the end.</summary>
    public object? Result()
    {
        Require(_marks.Count == 0 && _values.Count == 1, $"it ends with {_values.Count} values and {_marks.Count} marks, but one value is needed");
        return _values[0];
    }

    /// <summary>Throws without a place, which the reader adds.</summary>
    private static void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref LazyMessage problem)
    {
        if (!holds) throw new PickleException(problem.Text());
    }
}

/// <summary>What a part of the machine throws that does not know the place.</summary>
internal sealed class PickleException(string problem) : Exception(problem);
