using AlexNet.Engine.Tensors;

namespace AlexNet.Models.Formats.Protobuf;

/// <summary>A message's values by the names of its fields. A field that occurs several times where one is asked for counts with its last value, as protocol buffers have it.</summary>
/// <param name="schema">Its fields.</param>
/// <param name="offset">Where it begins in its file, for messages about it.</param>
internal sealed class ProtobufMessage(MessageSchema schema, long offset = 0)
{
    private static readonly List<object> None = [];

    // By the field's number.
    private readonly Dictionary<int, List<object>> _values = [];

    public MessageSchema Schema { get; } = schema;

    public long Offset { get; } = offset;

    public bool Has(string field) => Values(Schema[field]).Count > 0;

    public long Integer(string field, long otherwise = 0) => Last(field) is long value ? value : otherwise;

    public float Single(string field, float otherwise = 0) => Last(field) is float value ? value : otherwise;

    public string Text(string field) => Last(field) as string ?? "";

    public ProtobufMessage? Message(string field) => Last(field) as ProtobufMessage;

    public IReadOnlyList<long> Integers(string field) => All<long>(field);

    public IReadOnlyList<float> Singles(string field) => All<float>(field);

    public IReadOnlyList<string> Texts(string field) => All<string>(field);

    public IReadOnlyList<ProtobufMessage> Messages(string field) => All<ProtobufMessage>(field);

    public IReadOnlyList<Payload> Payloads(string field) => All<Payload>(field);

    /// <summary>The values of a field in order: long, float, string, message, or as a payload where it lies in a file, what will be written of it (a tensor or bytes).</summary>
    public IReadOnlyList<object> Values(FieldSchema field) => _values.GetValueOrDefault(field.Number, None);

    /// <summary>Adds a value read from a file.</summary>
    public void Add(FieldSchema field, object value)
    {
        if (!_values.TryGetValue(field.Number, out var values)) _values.Add(field.Number, values = []);
        values.Add(value);
    }

    public ProtobufMessage Add(string field, params IEnumerable<long> values) => AddAll(field, values);

    public ProtobufMessage Add(string field, params IEnumerable<float> values) => AddAll(field, values);

    public ProtobufMessage Add(string field, params IEnumerable<string> values) => AddAll(field, values);

    public ProtobufMessage Add(string field, params IEnumerable<ProtobufMessage> values) => AddAll(field, values);

    /// <summary>A tensor that is written in single precision, whatever it is stored in.</summary>
    public ProtobufMessage Add(string field, WeightTensor value) => AddAll(field, [value]);

    public ProtobufMessage Add(string field, byte[] value) => AddAll(field, [value]);

    private ProtobufMessage AddAll<T>(string field, IEnumerable<T> values)
    {
        foreach (var value in values) Add(Schema[field], value!);
        return this;
    }

    private object? Last(string field) => Values(Schema[field]) is [.., var last] ? last : null;

    private IReadOnlyList<T> All<T>(string field) => [.. Values(Schema[field]).Cast<T>()];
}
