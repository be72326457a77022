namespace AlexNet.Models.Formats.Pickle;

/// <content>Instructions that ask for names and call them: where the closed list stands guard.</content>
internal sealed partial class PickleReader
{
    private bool TryObject(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global: _stack.Push(Global(stream.ShortLine(), stream.ShortLine())); return true;
            case PickleOpcode.StackGlobal:
                object? name = _stack.Pop(), module = _stack.Pop();
                _stack.Push(Global(NameOf(module), NameOf(name)));
                return true;
            case PickleOpcode.Reduce or PickleOpcode.NewObject:
                object? arguments = _stack.Pop(), function = _stack.Pop();
                _stack.Push(Call(function, arguments as object?[] ?? throw Refuse($"the arguments of a call are {PickleWords.For(arguments)}, but need a tuple")));
                return true;
            case PickleOpcode.Instance:
                var type = Global(stream.ShortLine(), stream.ShortLine());
                _stack.Push(Call(type, _stack.PopToMark()));
                return true;
            case PickleOpcode.Object:
                var parts = _stack.PopToMark();
                if (parts.Length == 0) throw Refuse("an object has no class");
                _stack.Push(Call(parts[0], parts[1..]));
                return true;
            case PickleOpcode.Build:
                var state = _stack.Pop();
                Build(_stack.Peek(), state);
                return true;
            case PickleOpcode.PersistentId or PickleOpcode.BinPersistentId:
                // Protocol 0 writes the id as text, which PyTorch's never are.
                if (persistent is null || opcode == PickleOpcode.PersistentId) throw Refuse("it refers to something outside of it");
                _stack.Push(persistent(new PickleArguments("persistent id", _stack.Pop() as object?[] ?? [], Where)));
                return true;
            default: return false;
        }
    }

    private PickleGlobal Global(string module, string name) => globals.Find(module, name, Where);

    private string NameOf(object? value) => PickleString.NameOf(value) ?? throw Refuse($"it asks for the name {PickleWords.For(value)}");

    private object? Call(object? function, object?[] arguments) => function is PickleGlobal { Call: { } call } global
        ? call(new PickleArguments(global.Name, arguments, Where))
        : throw Refuse($"it calls {PickleWords.For(function)}, which is nothing that can be called");

    private void Build(object? target, object? state)
    {
        // An OrderedDict's state is its attributes: PyTorch's versions of the modules.
        if (target is PickleDictionary) return;
        if (target is not IPickleBuildable buildable) throw Refuse($"{PickleWords.For(target)} gets a state, but has none");
        buildable.Build(state, Where);
    }
}
