using System.Text;

namespace AlexNet.Models.Formats.Protobuf;

/// <summary>The words, signs and texts of a text in protocol buffers' text format.</summary>
internal sealed class TextFormatTokens(string text)
{
    private int _position = SkipBlank(text, 0);
    private int _start;

    /// <summary>Where the next token begins.</summary>
    public int Position => _position;

    public bool IsAtEnd => _position == text.Length;

    /// <summary>The next character, for messages.</summary>
    public string Next => IsAtEnd ? "the end" : $"'{Printable.Text(text[_position].ToString())}'";

    public bool IsNext(char sign) => !IsAtEnd && text[_position] == sign;

    /// <summary>Goes past a sign if it is the next token.</summary>
    public bool Take(char sign)
    {
        if (!IsNext(sign)) return false;
        _start = _position;
        _position = SkipBlank(text, _position + 1);
        return true;
    }

    /// <summary>A name.</summary>
    public string Word(string what)
    {
        var word = TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '/');
        return word.Length > 0 && !char.IsAsciiDigit(word[0]) ? word : throw Refuse($"found {(word.Length > 0 ? $"'{Printable.Text(word)}'" : Next)}, but needs {what}");
    }

    /// <summary>A number, a name or a text.</summary>
    public string Scalar()
    {
        if (IsNext('"') || IsNext('\'')) return Text("a value");
        var word = TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '+' or '-');
        return word.Length > 0 ? word : throw Refuse($"found {Next}, but needs a value");
    }

    /// <summary>One or more quoted strings, which are one text.</summary>
    public string Text(string what)
    {
        if (!IsNext('"') && !IsNext('\'')) throw Refuse($"found {Next}, but '{Printable.Text(what)}' needs a text in quotes");
        var bytes = new List<byte>();
        while (IsNext('"') || IsNext('\'')) TakeQuoted(bytes);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>A refusal of the token read last.</summary>
    public RefusedException Refuse(string problem)
    {
        var before = text.AsSpan(0, _start);
        return new($"line {before.Count('\n') + 1}, column {_start - before.LastIndexOf('\n')}", problem);
    }

    private string TakeWhile(Func<char, bool> fits)
    {
        _start = _position;
        var end = _position;
        while (end < text.Length && fits(text[end])) end++;
        var word = text[_position..end];
        _position = SkipBlank(text, end);
        return word;
    }

    private void TakeQuoted(List<byte> bytes)
    {
        _start = _position;
        var quote = text[_position++];
        while (true)
        {
            if (IsAtEnd || text[_position] == '\n') throw Refuse("a text has no closing quote on its line");
            var c = text[_position++];
            if (c == quote) break;
            if (c == '\\') bytes.Add(Escaped());
            else bytes.AddRange(Encoding.UTF8.GetBytes(char.IsHighSurrogate(c) && !IsAtEnd ? text[(_position - 1)..++_position] : c.ToString()));
        }
        _position = SkipBlank(text, _position);
    }

    /// <summary>\n, \t, \r, a quote, a backslash, or a byte as three octal or two hexadecimal digits.</summary>
    private byte Escaped()
    {
        if (IsAtEnd) throw Refuse("a text ends in a backslash");
        var c = text[_position++];
        if (c is >= '0' and <= '7') return Digits(_position - 1, 3, 8);
        if (c is 'x' or 'X') return Digits(_position, 2, 16);
        var place = "ntr\"'\\?".IndexOf(c);
        return place >= 0 ? (byte)"\n\t\r\"'\\?"[place] : throw Refuse($"'\\{Printable.Text(c.ToString())}' is no escape");
    }

    private byte Digits(int start, int most, int radix)
    {
        var value = 0;
        for (_position = start; _position < text.Length && _position - start < most && char.IsAsciiHexDigit(text[_position]); _position++)
        {
            var digit = Convert.ToInt32(text[_position].ToString(), 16);
            if (digit >= radix) break;
            value = value * radix + digit;
        }
        return _position > start ? (byte)value : throw Refuse("an escape has no digits");
    }

    private static int SkipBlank(string text, int position)
    {
        while (position < text.Length)
        {
            if (text[position] == '#') position = text.IndexOf('\n', position) is >= 0 and var end ? end : text.Length;
            else if (char.IsWhiteSpace(text[position])) position++;
            else break;
        }
        return position;
    }
}
