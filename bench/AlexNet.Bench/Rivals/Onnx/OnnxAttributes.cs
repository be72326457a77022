namespace AlexNet.Bench.Rivals.Onnx;

/// <summary>The attributes of one node (AttributeProto: name 1, f 2, i 3, ints 8, type 20).</summary>
internal sealed class OnnxAttributes
{
    private const int Float = 1;
    private const int Int = 2;
    private const int Ints = 7;

    private readonly List<ProtobufMessage> _attributes = [];

    public IReadOnlyList<ProtobufMessage> Messages => _attributes;

    public OnnxAttributes Add(string name, float value) => Add(new ProtobufMessage().Add(1, name).Add(2, value).Add(20, Float));

    public OnnxAttributes Add(string name, int value) => Add(new ProtobufMessage().Add(1, name).Add(3, value).Add(20, Int));

    public OnnxAttributes Add(string name, IEnumerable<int> values)
    {
        var message = new ProtobufMessage().Add(1, name);
        foreach (var value in values) message.Add(8, value);
        return Add(message.Add(20, Ints));
    }

    private OnnxAttributes Add(ProtobufMessage message)
    {
        _attributes.Add(message);
        return this;
    }
}
