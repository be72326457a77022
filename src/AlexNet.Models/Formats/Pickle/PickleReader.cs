namespace AlexNet.Models.Formats.Pickle;

/// <summary>
/// Reads a pickle, which is a program for a small stack machine. Ours builds numbers, strings, lists, tuples, dictionaries and what the closed list of
/// names stands for, and nothing else; whatever else is asked for is an error with its name and offset. No code of the file's is run, as there is no way to.
/// </summary>
/// <param name="stream">Where it starts; afterwards past its end, so that the next one can be read.</param>
/// <param name="globals">The names it may ask for.</param>
/// <param name="persistent">What a persistent id stands for (PyTorch's storages); null where there can be none.</param>
/// <param name="cancellation">Looked at every few thousand instructions.</param>
internal sealed partial class PickleReader(
    PickleStream stream, PickleGlobals globals, Func<PickleArguments, object?>? persistent = null, CancellationToken cancellation = default)
{
    private const int LatestProtocol = 5;

    private readonly PickleStack _stack = new();
    private long _at;

    /// <summary>The place of the instruction at hand.</summary>
    private string Where => stream.Where(_at);

    /// <summary>Runs it to its end.</summary>
    /// <returns>The value it builds.</returns>
    /// <exception cref="RefusedException">It is damaged, too large, or asks for more than it may.</exception>
    public object? Read()
    {
        try
        {
            for (var step = 0; ; step++)
            {
                if (step % 4096 == 0) cancellation.ThrowIfCancellationRequested();
                _at = stream.Position;
                var opcode = (PickleOpcode)stream.Byte();
                if (opcode == PickleOpcode.Stop) return _stack.Result();
                if (!TryNumber(opcode) && !TryString(opcode) && !TryContainer(opcode) && !TryObject(opcode) && !TryStack(opcode))
                    throw Refuse($"the instruction 0x{(byte)opcode:x2} is none that weights need");
            }
        }
        catch (PickleException exception)
        {
            throw Refuse(exception.Message);
        }
    }

    /// <summary>Instructions that move values about or say something about the pickle itself.</summary>
    private bool TryStack(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: _stack.Mark(); return true;
            case PickleOpcode.Pop: _stack.Pop(); return true;
            case PickleOpcode.PopMark: _stack.PopToMark(); return true;
            case PickleOpcode.Duplicate: _stack.Push(_stack.Peek()); return true;
            case PickleOpcode.Put: _stack.Memoize(MemoIndex()); return true;
            case PickleOpcode.BinPut: _stack.Memoize(stream.Byte()); return true;
            case PickleOpcode.LongBinPut: _stack.Memoize(stream.UInt32()); return true;
            case PickleOpcode.Memoize: _stack.Memoize(); return true;
            case PickleOpcode.Get: _stack.Push(_stack.Recall(MemoIndex())); return true;
            case PickleOpcode.BinGet: _stack.Push(_stack.Recall(stream.Byte())); return true;
            case PickleOpcode.LongBinGet: _stack.Push(_stack.Recall(stream.UInt32())); return true;
            case PickleOpcode.Protocol:
                if (stream.Byte() is > LatestProtocol and var protocol) throw Refuse($"it is of protocol {protocol}, but {LatestProtocol} is the latest that is read");
                return true;
            case PickleOpcode.Frame:
                stream.Length(); // Where a frame ends is of use only to who reads ahead.
                return true;
            default: return false;
        }
    }

    private uint MemoIndex() => uint.TryParse(stream.ShortLine(), out var index) ? index : throw Refuse("a number of the memo is none");

    private RefusedException Refuse(string problem) => new(Where, problem);
}
