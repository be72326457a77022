using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace AlexNet.Rendering;

/// <summary>
/// Hypertext under way. What is interpolated is encoded, so that nothing that a file, a folder or a label is called can become markup; numbers are written as anywhere.
/// </summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line.</summary>
    public Html Add(Line line) => AddStyle(line.ToString());

    /// <summary>Adds lines as they are; for constants that are no hypertext.</summary>
    public Html AddStyle(string style)
    {
        _text.Append(style).Append('\n');
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    /// <summary>A line whose literal parts are markup and whose other parts are text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Line(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _line = new(literalLength + 16 * formattedCount);

        public void AppendLiteral(string markup) => _line.Append(markup);

        public void AppendFormatted<T>(T value, string? format = null) =>
            _line.Append(WebUtility.HtmlEncode(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()));

        public override string ToString() => _line.ToString();
    }
}
