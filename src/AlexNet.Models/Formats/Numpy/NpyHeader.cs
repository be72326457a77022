using System.Buffers.Binary;
using System.Text;
using AlexNet.Models.Formats.Named;

namespace AlexNet.Models.Formats.Numpy;

/// <summary>
/// The header of a .npy file (NEP 1): "\x93NUMPY", version, length, and a Python dictionary as text, as in <c>{'descr': '&lt;f4', 'fortran_order': False, 'shape': (3, 4), }</c>.
/// </summary>
/// <param name="Type">What the elements are.</param>
/// <param name="IsColumnMajor">Whether the first extent lies side by side.</param>
/// <param name="Shape">Extents.</param>
/// <param name="DataStart">Offset of the elements.</param>
internal sealed record NpyHeader(ArrayType Type, bool IsColumnMajor, long[] Shape, int DataStart)
{
    /// <summary>The longest header read, magic included; NumPy's own limit is 10,000.</summary>
    public const int MaxBytes = 1 << 14;

    private const int MaxRank = 8;

    /// <summary>The first bytes.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Bytes of the elements.</summary>
    public Int128 DataLength => Shape.Aggregate((Int128)Type.Bytes, (product, extent) => Int128.Min(product * extent, long.MaxValue));

    /// <summary>Reads the header.</summary>
    /// <param name="start">The file's first bytes, <see cref="MaxBytes"/> of them or all.</param>
    /// <param name="where">The file inside a file, for messages; null for a file itself.</param>
    /// <exception cref="RefusedException">It is none.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> start, string? where = null)
    {
        where ??= "header";
        if (!start.StartsWith(Magic) || start.Length < 12) throw new RefusedException(where, "it does not begin as a .npy file does");
        var isLong = start[6] >= 2;
        var begin = isLong ? 12 : 10;
        var length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (start[6] is 0 or > 3) throw new RefusedException(where, $"it is of version {start[6]}, but 3 is the latest that is read");
        if (length > (uint)Math.Max(0, start.Length - begin)) throw new RefusedException(where, $"its header claims {length} bytes, but {Math.Max(0, start.Length - begin)} follow or are read");
        return new Parser(Encoding.Latin1.GetString(start.Slice(begin, (int)length)), where).Parse(begin + (int)length);
    }

    /// <summary>The dictionary, of which every key must be there, once.</summary>
    private ref struct Parser(string text, string where)
    {
        private int _at;

        public NpyHeader Parse(int dataStart)
        {
            (string? description, bool? isColumnMajor, long[]? shape) = (null, null, null);
            Expect('{');
            while (!Takes('}'))
            {
                var key = Quoted();
                Expect(':');
                switch (key)
                {
                    case "descr" when description is null: description = Quoted(); break;
                    case "fortran_order" when isColumnMajor is null: isColumnMajor = Truth(); break;
                    case "shape" when shape is null: shape = Extents(); break;
                    default: throw Wrong($"the key '{Printable.Text(key)}'");
                }
                if (Takes(',')) continue;
                Expect('}');
                break;
            }
            if (description is null || isColumnMajor is null || shape is null) throw Wrong("not all of 'descr', 'fortran_order' and 'shape'");
            return new NpyHeader(NumpyType.Parse(description, where), isColumnMajor.Value, shape, dataStart);
        }

        private long[] Extents()
        {
            Span<long> extents = stackalloc long[MaxRank];
            var count = 0;
            Expect('(');
            while (!Takes(')'))
            {
                if (count == MaxRank) throw Wrong($"more than {MaxRank} extents");
                extents[count++] = Integer();
                if (Takes(',')) continue;
                Expect(')');
                break;
            }
            return extents[..count].ToArray();
        }

        private long Integer()
        {
            Space();
            var start = _at;
            while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
            var isRead = long.TryParse(text.AsSpan(start, _at - start), out var value);
            // Python 2 wrote 3L.
            if (_at < text.Length && text[_at] == 'L') _at++;
            return isRead ? value : throw Wrong("no extent");
        }

        private string Quoted()
        {
            Space();
            if (_at >= text.Length || text[_at] is not ('\'' or '"')) throw Wrong("no text in quotes");
            var end = text.IndexOf(text[_at], _at + 1);
            if (end < 0) throw Wrong("a text without end");
            var value = text[(_at + 1)..end];
            _at = end + 1;
            return value;
        }

        private bool Truth()
        {
            Space();
            var isTrue = text.AsSpan(_at).StartsWith("True");
            if (!isTrue && !text.AsSpan(_at).StartsWith("False")) throw Wrong("neither True nor False");
            _at += isTrue ? 4 : 5;
            return isTrue;
        }

        private bool Takes(char symbol)
        {
            Space();
            if (_at >= text.Length || text[_at] != symbol) return false;
            _at++;
            return true;
        }

        private void Expect(char symbol)
        {
            if (!Takes(symbol)) throw Wrong($"no '{symbol}'");
        }

        private void Space()
        {
            while (_at < text.Length && text[_at] is ' ' or '\n' or '\t') _at++;
        }

        private readonly RefusedException Wrong(string found) => new(where, $"its header has {found} at its character {_at}: '{Printable.Text(text)}'");
    }
}
