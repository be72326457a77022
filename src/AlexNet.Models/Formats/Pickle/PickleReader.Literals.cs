using System.Globalization;
using System.Numerics;

namespace AlexNet.Models.Formats.Pickle;

/// <content>Instructions that push a number or a string.</content>
internal sealed partial class PickleReader
{
    // PyTorch's magic number has 10 bytes; nothing that weights need has more.
    private const int MaxIntegerBytes = 32;

    private bool TryNumber(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None: _stack.Push(null); return true;
            case PickleOpcode.NewTrue: _stack.Push(true); return true;
            case PickleOpcode.NewFalse: _stack.Push(false); return true;
            case PickleOpcode.Int: _stack.Push(IntegerLine()); return true;
            case PickleOpcode.BinInt: _stack.Push((long)stream.Int32()); return true;
            case PickleOpcode.BinInt1: _stack.Push((long)stream.Byte()); return true;
            case PickleOpcode.BinInt2: _stack.Push((long)stream.UInt16()); return true;
            case PickleOpcode.Long: _stack.Push(IntegerLine()); return true;
            case PickleOpcode.Long1: _stack.Push(Integer(stream.Byte())); return true;
            case PickleOpcode.Long4: _stack.Push(Integer(stream.UInt32())); return true;
            case PickleOpcode.Float: _stack.Push(FloatLine()); return true;
            case PickleOpcode.BinFloat: _stack.Push(stream.Double()); return true;
            default: return false;
        }
    }

    private bool TryString(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.String: PushString(PickleText.Quoted(stream.Line(), Where), isText: false); return true;
            case PickleOpcode.BinString: PushString(stream.Take(stream.Int32()), isText: false); return true;
            case PickleOpcode.ShortBinString: PushString(stream.Take(stream.Byte()), isText: false); return true;
            case PickleOpcode.Unicode: PushString(PickleText.RawUnicode(stream.Line(), Where), isText: true); return true;
            case PickleOpcode.BinUnicode: PushString(stream.Take(stream.UInt32()), isText: true); return true;
            case PickleOpcode.ShortBinUnicode: PushString(stream.Take(stream.Byte()), isText: true); return true;
            case PickleOpcode.BinUnicode8: PushString(stream.Take(stream.Length()), isText: true); return true;
            case PickleOpcode.BinBytes: PushString(stream.Take(stream.UInt32()), isText: false); return true;
            case PickleOpcode.ShortBinBytes: PushString(stream.Take(stream.Byte()), isText: false); return true;
            case PickleOpcode.BinBytes8 or PickleOpcode.ByteArray8: PushString(stream.Take(stream.Length()), isText: false); return true;
            default: return false;
        }
    }

    private void PushString(MemoryRegion region, bool isText) => _stack.Push(new PickleString(region, isText));

    /// <summary>A whole number in decimal; 00 and 01 are the truth values of old protocols.</summary>
    private object IntegerLine()
    {
        var text = stream.ShortLine();
        if (text is "00" or "01") return text == "01";
        if (text.EndsWith('L')) text = text[..^1];
        if (text.Length <= 2 * MaxIntegerBytes && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)) return Narrow(value);
        throw Refuse($"'{Printable.Text(text)}' is no whole number that weights need");
    }

    private object FloatLine() => double.TryParse(stream.ShortLine(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Refuse("a number is none");

    private object Integer(uint bytes) => bytes <= MaxIntegerBytes ? Narrow(new BigInteger(stream.Span((int)bytes))) : throw Refuse($"a number has {bytes} bytes, but at most {MaxIntegerBytes} are read");

    private static object Narrow(BigInteger value) => value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
}
