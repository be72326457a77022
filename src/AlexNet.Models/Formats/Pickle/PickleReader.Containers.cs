namespace AlexNet.Models.Formats.Pickle;

/// <content>Instructions that make lists, tuples and dictionaries.</content>
internal sealed partial class PickleReader
{
    private bool TryContainer(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.EmptyList: _stack.Push(new List<object?>()); return true;
            case PickleOpcode.List: _stack.Push(new List<object?>(_stack.PopToMark())); return true;
            case PickleOpcode.Append:
                var last = _stack.Pop();
                Target<List<object?>>("list").Add(last);
                return true;
            case PickleOpcode.Appends:
                var items = _stack.PopToMark();
                Target<List<object?>>("list").AddRange(items);
                return true;
            case PickleOpcode.EmptyTuple: _stack.Push(Array.Empty<object?>()); return true;
            case PickleOpcode.Tuple: _stack.Push(_stack.PopToMark()); return true;
            case PickleOpcode.Tuple1: PushTuple(1); return true;
            case PickleOpcode.Tuple2: PushTuple(2); return true;
            case PickleOpcode.Tuple3: PushTuple(3); return true;
            case PickleOpcode.EmptyDictionary: _stack.Push(new PickleDictionary()); return true;
            case PickleOpcode.Dictionary:
                var pairs = _stack.PopToMark();
                var made = new PickleDictionary();
                SetItems(made, pairs);
                _stack.Push(made);
                return true;
            case PickleOpcode.SetItem:
                object? value = _stack.Pop(), key = _stack.Pop();
                SetItems(Target<PickleDictionary>("dictionary"), [key, value]);
                return true;
            case PickleOpcode.SetItems:
                var entries = _stack.PopToMark();
                SetItems(Target<PickleDictionary>("dictionary"), entries);
                return true;
            default: return false;
        }
    }

    private void PushTuple(int length)
    {
        var items = new object?[length];
        for (var i = length - 1; i >= 0; i--) items[i] = _stack.Pop();
        _stack.Push(items);
    }

    private void SetItems(PickleDictionary dictionary, object?[] pairs)
    {
        if (pairs.Length % 2 != 0) throw Refuse("a dictionary gets a key without a value");
        for (var i = 0; i < pairs.Length; i += 2) dictionary.Set(pairs[i], pairs[i + 1]);
    }

    private T Target<T>(string what) where T : class =>
        _stack.Peek() is T target ? target : throw Refuse($"something is added to {PickleWords.For(_stack.Peek())}, but only a {what} can take it");
}
