using System.Globalization;
using System.Runtime.CompilerServices;

namespace AlexNet.Models.Formats.Protobuf;

/// <summary>
/// Reads protocol buffers' text format, as .prototxt files have it: <c>name: value</c>, <c>name { ... }</c>, lists in brackets, comments from # on.
/// Fields that the schema does not have are read and dropped, as in binary files.
/// </summary>
internal sealed class TextFormatReader
{
    private const int MaxDepth = 32;

    private readonly TextFormatTokens _tokens;

    private TextFormatReader(string text) => _tokens = new TextFormatTokens(text);

    /// <exception cref="RefusedException">The text breaks a rule; the place is a line and a column.</exception>
    public static ProtobufMessage Read(string text, MessageSchema schema)
    {
        var reader = new TextFormatReader(text);
        var message = new ProtobufMessage(schema);
        while (!reader._tokens.IsAtEnd) reader.ReadField(message, depth: 0);
        return message;
    }

    private void ReadField(ProtobufMessage? message, int depth)
    {
        Require(depth < MaxDepth, $"messages nest more than {MaxDepth} deep");
        var name = _tokens.Word("the name of a field");
        var field = message?.Schema.Find(name);
        var hasColon = _tokens.Take(':');
        if (_tokens.Take('['))
        {
            while (!_tokens.Take(']'))
            {
                ReadValue(message, field, name, depth);
                if (!_tokens.Take(',')) Require(_tokens.IsNext(']'), $"found {_tokens.Next}, but the list '{Printable.Text(name)}' needs ',' or ']' here");
            }
        }
        else
        {
            Require(hasColon || _tokens.IsNext('{') || _tokens.IsNext('<'), $"found {_tokens.Next}, but '{Printable.Text(name)}' needs ':' or '{{' after it");
            ReadValue(message, field, name, depth);
        }
        if (!_tokens.Take(',')) _tokens.Take(';');
    }

    private void ReadValue(ProtobufMessage? message, FieldSchema? field, string name, int depth)
    {
        if (_tokens.Take('{')) ReadMessage(message, field, name, '}', depth);
        else if (_tokens.Take('<')) ReadMessage(message, field, name, '>', depth);
        else if (field is null) _tokens.Scalar();
        else message!.Add(field, Scalar(field));
    }

    private void ReadMessage(ProtobufMessage? message, FieldSchema? field, string name, char end, int depth)
    {
        Require(field is null or { Kind: FieldKind.Message }, $"'{Printable.Text(name)}' holds no message");
        var part = field is null or { IsRepeated: true } ? null : message!.Message(field.Name);
        if (field is not null && part is null) message!.Add(field, part = new ProtobufMessage(field.Message!, _tokens.Position));
        while (!_tokens.Take(end))
        {
            Require(!_tokens.IsAtEnd, $"the text ends inside of '{Printable.Text(name)}', which needs '{end}'");
            ReadField(part, depth + 1);
        }
    }

    private object Scalar(FieldSchema field)
    {
        Require(field.Kind is FieldKind.Integer or FieldKind.Single or FieldKind.Text, $"'{field.Name}' holds {field.Kind}, which is not read from text");
        if (field.Kind == FieldKind.Text) return _tokens.Text(field.Name);
        var word = _tokens.Scalar();
        if (field.Kind == FieldKind.Single)
        {
            var number = word.TrimEnd('f', 'F');
            Require(float.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var single), $"'{field.Name}' is {Printable.Text(word)}, but needs a number");
            return single;
        }
        if (word is "true" or "false") return word == "true" ? 1L : 0L;
        if (field.Words is { } words && words.TryGetValue(word, out var value)) return (long)value;
        var isHex = word.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        Require(long.TryParse(isHex ? word[2..] : word, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer),
            $"'{field.Name}' is {Printable.Text(word)}, but needs {(field.Words is null ? "a whole number" : $"one of {string.Join(", ", field.Words.Keys)}")}");
        return integer;
    }

    private void Require(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref LazyMessage problem)
    {
        if (!holds) throw _tokens.Refuse(problem.Text());
    }
}
