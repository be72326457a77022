using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Rivals.Onnx;

/// <summary>A graph (GraphProto) under construction, and its weights in a file beside it ("external data").</summary>
/// <remarks>The name of the one dimension that is not fixed is <see cref="BatchDimension"/>.</remarks>
internal sealed class OnnxGraph(string name, Stream weights, string weightsFile)
{
    public const string BatchDimension = "batch";

    private const int Version = 13;
    private const int IrVersion = 7;
    private const int Float = 1;
    private const int External = 1;
    private const int Alignment = 4096;
    private const int Chunk = 1 << 22;

    private readonly ProtobufMessage _graph = new ProtobufMessage().Add(2, name);

    /// <summary>NodeProto: input 1, output 2, name 3, op_type 4, attribute 5.</summary>
    public void Node(string operation, string node, IEnumerable<string> inputs, IEnumerable<string> outputs, OnnxAttributes? attributes = null)
    {
        var message = new ProtobufMessage();
        foreach (var input in inputs) message.Add(1, input);
        foreach (var output in outputs) message.Add(2, output);
        message.Add(3, node).Add(4, operation);
        foreach (var attribute in attributes?.Messages ?? []) message.Add(5, attribute);
        _graph.Add(1, message);
    }

    /// <summary>TensorProto: dims 1, data_type 2, name 8, external_data 13, data_location 14.</summary>
    public void Initializer(WeightTensor tensor)
    {
        if (tensor.Type != ElementType.Float32) throw new NotSupportedException($"'{tensor.Name}' is {tensor.Type}; the comparison is of single precision");
        weights.Position = (weights.Position + Alignment - 1) / Alignment * Alignment;
        var message = new ProtobufMessage();
        foreach (var extent in tensor.Shape) message.Add(1, extent);
        message.Add(2, Float).Add(8, tensor.Name)
            .Add(13, Entry("location", weightsFile)).Add(13, Entry("offset", $"{weights.Position}")).Add(13, Entry("length", $"{tensor.ByteLength}"))
            .Add(14, External);
        _graph.Add(5, message);
        for (var start = 0L; start < tensor.Length; start += Chunk) weights.Write(tensor.Bytes(start, (int)Math.Min(Chunk, tensor.Length - start)));
    }

    public void Input(string input, params ReadOnlySpan<int> extents) => _graph.Add(11, Value(input, extents));

    public void Output(string output, params ReadOnlySpan<int> extents) => _graph.Add(12, Value(output, extents));

    /// <summary>ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8.</summary>
    public byte[] ToModel() =>
        new ProtobufMessage().Add(1, IrVersion).Add(2, "AlexNetShell").Add(7, _graph).Add(8, new ProtobufMessage().Add(2, Version)).ToArray();

    private static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Add(1, key).Add(2, value);

    /// <summary>ValueInfoProto of a float tensor [batch, extents...].</summary>
    private static ProtobufMessage Value(string value, ReadOnlySpan<int> extents)
    {
        var shape = new ProtobufMessage().Add(1, new ProtobufMessage().Add(2, BatchDimension));
        foreach (var extent in extents) shape.Add(1, new ProtobufMessage().Add(1, extent));
        return new ProtobufMessage().Add(1, value).Add(2, new ProtobufMessage().Add(1, new ProtobufMessage().Add(1, Float).Add(2, shape)));
    }
}
