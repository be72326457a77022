using System.Runtime.InteropServices;
using AlexNet.Engine.Tensors;

namespace AlexNet.Bench.Rivals.Onnx;

/// <summary>A graph (GraphProto) under construction. Weights are in a file beside it ("external data") or in the model itself.</summary>
/// <remarks>The name of the one dimension that is not fixed is <see cref="BatchDimension"/>.</remarks>
internal sealed class OnnxGraph(string name)
{
    public const string BatchDimension = "batch";

    private const int Version = 13;
    private const int IrVersion = 7;
    private const int External = 1;

    private readonly ProtobufMessage _graph = new ProtobufMessage().Add(2, name);
    private readonly List<ProtobufMessage> _inside = [];

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

    /// <summary>A tensor in the file of weights. TensorProto: dims 1, data_type 2, name 8, external_data 13, data_location 14.</summary>
    public void Initializer(WeightTensor tensor, WeightsFile weights) =>
        _graph.Add(5, Tensor(tensor.Name, OnnxType.Float, tensor.Shape)
            .Add(13, Entry("location", weights.Name)).Add(13, Entry("offset", $"{weights.Offset(tensor.Name)}")).Add(13, Entry("length", $"{tensor.ByteLength}"))
            .Add(14, External));

    /// <summary>A tensor in the model itself: raw_data 9.</summary>
    public string Initializer<T>(string tensor, ReadOnlySpan<T> values, params IReadOnlyList<int> shape) where T : unmanaged
    {
        _inside.Add(Tensor(tensor, OnnxTypes.Of<T>(), shape).Add(9, MemoryMarshal.AsBytes(values)));
        return tensor;
    }

    public void Input(string input, params ReadOnlySpan<int> extents) => _graph.Add(11, Value(input, extents));

    public void Output(string output, params ReadOnlySpan<int> extents) => _graph.Add(12, Value(output, extents));

    /// <summary>
    /// ModelProto: ir_version 1, producer_name 2, graph 7, opset_import 8. Messages one after the other are read as one, repeated fields strung
    /// together, so that a large tensor can be written as a model of its own behind the others.
    /// </summary>
    public void Save(string path)
    {
        using var file = File.Create(path);
        file.Write(new ProtobufMessage().Add(1, IrVersion).Add(2, "AlexNetShell").Add(7, _graph).Add(8, new ProtobufMessage().Add(2, Version)).ToArray());
        foreach (var tensor in _inside) file.Write(new ProtobufMessage().Add(7, new ProtobufMessage().Add(5, tensor)).ToArray());
    }

    private static ProtobufMessage Tensor(string tensor, OnnxType type, IReadOnlyList<int> shape)
    {
        var message = new ProtobufMessage();
        foreach (var extent in shape) message.Add(1, extent);
        return message.Add(2, (int)type).Add(8, tensor);
    }

    private static ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Add(1, key).Add(2, value);

    /// <summary>ValueInfoProto of a float tensor [batch, extents...].</summary>
    private static ProtobufMessage Value(string value, ReadOnlySpan<int> extents)
    {
        var shape = new ProtobufMessage().Add(1, new ProtobufMessage().Add(2, BatchDimension));
        foreach (var extent in extents) shape.Add(1, new ProtobufMessage().Add(1, extent));
        return new ProtobufMessage().Add(1, value).Add(2, new ProtobufMessage().Add(1, new ProtobufMessage().Add(1, (int)OnnxType.Float).Add(2, shape)));
    }
}
