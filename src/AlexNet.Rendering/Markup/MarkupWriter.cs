using System.Buffers;
using System.Globalization;
using System.Text;

namespace AlexNet.Rendering.Markup;

/// <summary>
/// Writes HTML and SVG. Text and attribute values are encoded here and nowhere else, so that a label or a file name cannot become markup. Names of elements and
/// attributes are ours.
/// </summary>
public sealed class MarkupWriter
{
    // What stands for itself in text and attributes; the data of a picture is nothing else.
    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;+/=-_()#%*|");

    private readonly StringBuilder _markup = new();
    private readonly Stack<string> _open = [];

    /// <summary>An element with content to follow, up to <see cref="Close"/>.</summary>
    /// <param name="name">The element's name.</param>
    /// <param name="attributes">Names and values; a value of null leaves its attribute out, numbers are written with two decimals at most.</param>
    public MarkupWriter Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Tag(name, attributes);
        _markup.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Ends the innermost open element, and the line.</summary>
    public MarkupWriter Close()
    {
        _markup.Append("</").Append(_open.Pop()).Append(">\n");
        return this;
    }

    /// <summary>An element with nothing but text in it.</summary>
    public MarkupWriter Leaf(string name, string text, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Tag(name, attributes);
        _markup.Append('>');
        return Text(text).Raw($"</{name}>");
    }

    /// <summary>An element without content.</summary>
    public MarkupWriter Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Tag(name, attributes);
        return Raw("/>");
    }

    /// <summary>Text.</summary>
    public MarkupWriter Text(string text)
    {
        Encode(text);
        return this;
    }

    /// <summary>Ends the line: between elements that is nothing to see.</summary>
    public MarkupWriter Break() => Raw("\n");

    /// <inheritdoc/>
    public override string ToString() =>
        _open.Count == 0 ? _markup.ToString() : throw new InvalidOperationException($"the element '{_open.Peek()}' is still open");

    /// <summary>Markup of our own making, such as a style sheet; never anything that came from outside.</summary>
    internal MarkupWriter Raw(string markup)
    {
        _markup.Append(markup);
        return this;
    }

    private void Tag(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        _markup.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is null) continue;
            _markup.Append(' ').Append(attribute).Append("=\"");
            Encode(value is double or float ? Number(Convert.ToDouble(value, CultureInfo.InvariantCulture)) : Convert.ToString(value, CultureInfo.InvariantCulture)!);
            _markup.Append('"');
        }
    }

    /// <summary>Two decimals are a hundredth of a pixel; a minus before nothing is none.</summary>
    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) is var text && text == "-0" ? "0" : text;

    /// <summary>What XML cannot hold (control characters, half a surrogate pair) becomes the replacement character.</summary>
    private void Encode(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            _markup.Append(text);
            return;
        }
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '&' => _markup.Append("&amp;"),
                '<' => _markup.Append("&lt;"),
                '>' => _markup.Append("&gt;"),
                '"' => _markup.Append("&quot;"),
                '\'' => _markup.Append("&#39;"),
                '\t' or '\n' => _markup.Append((char)rune.Value),
                < ' ' or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => _markup.Append('\uFFFD'),
                _ => _markup.Append(rune.ToString()),
            };
    }
}
