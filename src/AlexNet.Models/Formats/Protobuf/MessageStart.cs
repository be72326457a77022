namespace AlexNet.Models.Formats.Protobuf;

/// <summary>Tells by a file's first bytes whether it may be a message of a schema: protocol buffers have no signature.</summary>
/// <remarks>Every model is looked at so, ours too: nothing here needs Google.Protobuf to be loaded.</remarks>
internal static class MessageStart
{
    private const ulong Varint = 0;
    private const ulong Delimited = 2;
    private const ulong Fixed32 = 5;

    /// <summary>
    /// Whether the first fields are of the numbers and the types that the schema has, or of those that are passed over, up to a field that such a file cannot be
    /// without, which must come.
    /// </summary>
    /// <param name="start">The file's first bytes.</param>
    /// <param name="schema">The message's.</param>
    /// <param name="needed">Names of the fields one of which is sure to be there.</param>
    public static bool Fits(ReadOnlySpan<byte> start, MessageSchema schema, params ReadOnlySpan<string> needed)
    {
        var position = 0;
        for (var fields = 0; position < start.Length; fields++)
        {
            if (!TryVarint(start, ref position, out var tag) || tag > uint.MaxValue) return false;
            var type = tag & 7;
            var field = schema.Find((int)(tag >> 3));
            if (tag >> 3 == 0 || (field is not null && type != TypeOf(field))) return false;
            if (field is not null && needed.Contains(field.Name)) return true;
            // What we do not know may stand before what we do, but hardly ever does: of other files' first bytes many look like unknown fields.
            if (field is null && fields == 0) return false;
            if (!TryVarint(start, ref position, out var value)) return false;
            switch (type)
            {
                case Varint:
                    break;
                case Delimited when value <= int.MaxValue:
                    position += (int)Math.Min(value, (ulong)(start.Length - position + 1));
                    // A first text longer than what is looked at: all that was seen fits.
                    if (position > start.Length) return field is not null;
                    break;
                default:
                    return false;
            }
        }
        return false;
    }

    private static ulong TypeOf(FieldSchema field) => field.Kind switch
    {
        FieldKind.Integer => Varint,
        FieldKind.Single => Fixed32,
        _ => Delimited,
    };

    private static bool TryVarint(ReadOnlySpan<byte> bytes, ref int position, out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64 && position < bytes.Length; shift += 7)
        {
            var part = bytes[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return true;
        }
        return false;
    }
}
