namespace AlexNet.Models.Formats.Protobuf;

/// <summary>What a field holds.</summary>
internal enum FieldKind
{
    /// <summary>A whole number, a truth value or one of an enumeration's; a varint.</summary>
    Integer,

    /// <summary>A single.</summary>
    Single,

    /// <summary>UTF-8.</summary>
    Text,

    /// <summary>Another message.</summary>
    Message,

    /// <summary>A tensor's elements, millions of them: they stay where they are in the file, see <see cref="Payload"/>.</summary>
    Payload,
}

/// <summary>A field of a message: the number that stands in binary files, the name that stands in text.</summary>
/// <param name="Number">As published in the .proto file.</param>
/// <param name="Name">As published in the .proto file.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Message">The message's schema, for fields that hold messages.</param>
/// <param name="IsRepeated">Whether each occurrence is one more message; a message that may occur once is one whose parts are joined.</param>
/// <param name="Words">Names of an enumeration's values.</param>
internal sealed record FieldSchema(int Number, string Name, FieldKind Kind, MessageSchema? Message = null, bool IsRepeated = false, IReadOnlyDictionary<string, int>? Words = null)
{
    public static FieldSchema Integer(int number, string name, IReadOnlyDictionary<string, int>? words = null) => new(number, name, FieldKind.Integer, Words: words);

    public static FieldSchema Single(int number, string name) => new(number, name, FieldKind.Single);

    public static FieldSchema Text(int number, string name) => new(number, name, FieldKind.Text);

    public static FieldSchema One(int number, string name, MessageSchema message) => new(number, name, FieldKind.Message, message);

    public static FieldSchema Many(int number, string name, MessageSchema message) => new(number, name, FieldKind.Message, message, IsRepeated: true);

    public static FieldSchema Payload(int number, string name) => new(number, name, FieldKind.Payload);
}

/// <summary>
/// The fields of a protocol buffer message that we read or write; all others are passed over. No schema holds itself, so a message nests no deeper
/// than its schema does, whatever a file says.
/// </summary>
internal sealed class MessageSchema
{
    private readonly Dictionary<int, FieldSchema> _byNumber;
    private readonly Dictionary<string, FieldSchema> _byName;

    /// <param name="name">As in the .proto file.</param>
    /// <param name="fields">In the order in which they are written.</param>
    public MessageSchema(string name, params IReadOnlyList<FieldSchema> fields)
    {
        Name = name;
        Fields = fields;
        _byNumber = fields.ToDictionary(field => field.Number);
        _byName = fields.ToDictionary(field => field.Name);
    }

    public string Name { get; }

    public IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>The field of a name that must be there: a mistake otherwise, ours.</summary>
    public FieldSchema this[string name] => _byName[name];

    /// <summary>The field of a number in a file; null for one that we pass over.</summary>
    public FieldSchema? Find(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>The field of a name in a text; null for one that we pass over.</summary>
    public FieldSchema? Find(string name) => _byName.GetValueOrDefault(name);

    public override string ToString() => Name;
}
