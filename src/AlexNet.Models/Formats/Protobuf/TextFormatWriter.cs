using System.Globalization;
using System.Text;

namespace AlexNet.Models.Formats.Protobuf;

/// <summary>Writes a message in protocol buffers' text format, a field a line.</summary>
internal static class TextFormatWriter
{
    /// <summary>The message's fields in the order of its schema, but for those of <paramref name="without"/>.</summary>
    public static string Write(ProtobufMessage message, params IReadOnlyCollection<FieldSchema> without)
    {
        var text = new StringBuilder();
        Write(message, text, indent: "", without);
        return text.ToString();
    }

    private static void Write(ProtobufMessage message, StringBuilder text, string indent, IReadOnlyCollection<FieldSchema> without)
    {
        foreach (var field in message.Schema.Fields.Except(without))
        {
            foreach (var value in message.Values(field))
            {
                text.Append(indent).Append(field.Name);
                if (value is ProtobufMessage part)
                {
                    text.Append(" {\n");
                    Write(part, text, indent + "  ", without);
                    text.Append(indent).Append("}\n");
                }
                else text.Append(": ").Append(Scalar(field, value)).Append('\n');
            }
        }
    }

    private static string Scalar(FieldSchema field, object value) => value switch
    {
        long integer => field.Words?.FirstOrDefault(word => word.Value == integer).Key ?? integer.ToString(CultureInfo.InvariantCulture),
        float single => single.ToString("R", CultureInfo.InvariantCulture),
        string words => $"\"{words.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t")}\"",
        _ => throw new ArgumentException($"'{field.Name}' holds {value.GetType().Name}, which is not written as text", nameof(value)),
    };
}
