using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AlexNet.Models.Formats.Pickle;

/// <summary>Strings as protocol 0 writes them, in printable characters. What comes of one is never longer than what is read.</summary>
internal static unsafe class PickleText
{
    /// <summary>A string of Python 2 as <c>repr</c> writes it: in quotes, with its escapes.</summary>
    public static MemoryRegion Quoted(MemoryRegion line, string where)
    {
        var from = new ReadOnlySpan<byte>((byte*)line.Data, checked((int)Math.Min(line.Length, int.MaxValue))).TrimEnd((byte)'\r');
        if (line.Length > int.MaxValue || from.Length < 2 || from[0] is not ((byte)'\'' or (byte)'"') || from[^1] != from[0]) throw new RefusedException(where, "a string is not in quotes");
        from = from[1..^1];
        var (target, length) = (GC.AllocateUninitializedArray<byte>(from.Length, pinned: true), 0);
        for (var i = 0; i < from.Length;)
        {
            var (value, taken) = from[i] == '\\' ? Escape(from[i..], where) : (from[i], 1);
            target[length++] = value;
            i += taken;
        }
        GC.KeepAlive(line.Owner);
        return Region(target, length);
    }

    /// <summary>A text with <c>\uXXXX</c> for what is no Latin-1, as UTF-8. A byte from 128 on is a character and takes two.</summary>
    public static MemoryRegion RawUnicode(MemoryRegion line, string where)
    {
        if (line.Length > int.MaxValue / 2) throw new RefusedException(where, $"a text of protocol 0 has {line.Length} bytes, but at most {int.MaxValue / 2} are read");
        var from = line.Span(0, (int)line.Length).TrimEnd((byte)'\r');
        var (target, length) = (GC.AllocateUninitializedArray<byte>(2 * from.Length, pinned: true), 0);
        for (var i = 0; i < from.Length;)
        {
            ushort code = from[i];
            var isEscape = code == '\\' && i + 6 <= from.Length && from[i + 1] == 'u' && ushort.TryParse(from.Slice(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            i += isEscape ? 6 : 1;
            if (!isEscape) code = from[i - 1];
            if (code < 0x80)
            {
                target[length++] = (byte)code;
                continue;
            }
            if (code >= 0x800) target[length++] = (byte)(0xE0 | code >> 12);
            target[length++] = (byte)(code >= 0x800 ? 0x80 | code >> 6 & 0x3F : 0xC0 | code >> 6);
            target[length++] = (byte)(0x80 | code & 0x3F);
        }
        GC.KeepAlive(line.Owner);
        return Region(target, length);
    }

    private static MemoryRegion Region(byte[] pinned, int length) => new((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned)), length, pinned);

    private static (byte Value, int Taken) Escape(ReadOnlySpan<byte> text, string where)
    {
        if (text.Length >= 2)
        {
            switch (text[1])
            {
                case (byte)'\\' or (byte)'\'' or (byte)'"': return (text[1], 2);
                case (byte)'n': return ((byte)'\n', 2);
                case (byte)'r': return ((byte)'\r', 2);
                case (byte)'t': return ((byte)'\t', 2);
                case (byte)'x' when text.Length >= 4 && byte.TryParse(text.Slice(2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value): return (value, 4);
                default: break;
            }
        }
        throw new RefusedException(where, "a string holds an escape that Python does not write");
    }
}
