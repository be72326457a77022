using System.Runtime.InteropServices;
using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Protobuf;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>A model as a graph: a node named after each layer, or a few where ONNX has no operator for it. It puts out logits and probabilities.</summary>
internal sealed class OnnxGraphWriter
{
    private const string Image = "input";
    private const string Batch = "batch";
    private const string Logits = "logits";
    private const string Probabilities = "probabilities";

    private readonly Model _model;
    private readonly ProtobufMessage _graph;
    private readonly List<ProtobufMessage> _tensors = [];
    private readonly Layer? _last;
    private string _current = Image;
    private bool _isFlat;

    public OnnxGraphWriter(Model model)
    {
        _model = model;
        _graph = new ProtobufMessage(OnnxSchema.Graph).Add("name", model.Architecture.Name);
        // What comes before softmax, and before the dropouts and factors that may stand between.
        _last = model.Architecture.Layers.LastOrDefault(layer => layer is not (Softmax or Dropout));
    }

    /// <exception cref="RefusedException">ONNX has no operator for a layer.</exception>
    public ProtobufMessage Write()
    {
        var input = _model.Architecture.Input;
        _graph.Add("input", ValueOf(Image, input.Channels, input.Height, input.Width));
        foreach (var shapes in _model.Architecture.Shapes) Add(shapes);
        if (_model.Preprocessing.MeanImage is { } mean) _tensors.Add(TensorOf(MetadataKeys.MeanImageTensor, [3, _model.Preprocessing.MeanImageSize, _model.Preprocessing.MeanImageSize], [.. mean]));
        return _graph.Add("initializer", _tensors);
    }

    private void Add(LayerShapes shapes)
    {
        switch (shapes.Layer)
        {
            case Convolution layer:
                Next("Conv", NameOf(layer), Parameters(layer), Window(layer.Kernel, layer.Stride, layer.Padding, layer.Rounding, shapes).Append(Attribute("group", layer.Groups)));
                break;
            case MaxPooling layer:
                Next("MaxPool", NameOf(layer), [], Window(layer.Window, layer.Stride, 0, layer.Rounding, shapes));
                break;
            case FullyConnected layer:
                if (!_isFlat) Next("Flatten", $"{layer.Name}.flat", [], [Attribute("axis", 1)]);
                _isFlat = true;
                Next("Gemm", NameOf(layer), Parameters(layer), [Attribute("transB", 1)]);
                break;
            case ResponseNormalization { Window: NormalizationWindow.WithinMap } layer:
                AddWithinMap(layer);
                break;
            case ResponseNormalization layer:
                AddNormalization(layer);
                break;
            case Activation layer:
                Next(layer.Function switch { ActivationFunction.Relu => "Relu", ActivationFunction.Sigmoid => "Sigmoid", ActivationFunction.Tanh => "Tanh", _ => "Identity" }, NameOf(layer), []);
                break;
            case Dropout layer:
                // ONNX's dropout does nothing in inference; ours may multiply by the share that was kept.
                Next("Dropout", layer.Name, [Constant($"{layer.Name}.ratio", layer.Rate)]);
                if (layer.TestFactor != 1) Next("Mul", $"{layer.Name}.kept", [Constant($"{layer.Name}.factor", layer.TestFactor)]);
                break;
            case Softmax layer:
                Next("Softmax", layer.Name, [], [Attribute("axis", 1)], output: Probabilities);
                break;
            default:
                throw new RefusedException($"layer '{shapes.Layer.Name}'", $"ONNX has no operator for {shapes.Layer.Kind}", "write the model as safetensors");
        }
        if (shapes.Layer == _last || shapes.Layer is Softmax) _graph.Add("output", ValueOf(_current, _isFlat ? [shapes.Output.Channels] : [shapes.Output.Channels, shapes.Output.Height, shapes.Output.Width]));
    }

    /// <summary>The operator's alpha is divided by the size; it sums across all maps, so there is one for each tower where towers keep apart.</summary>
    private void AddNormalization(ResponseNormalization layer)
    {
        ProtobufMessage[] attributes = [Attribute("size", layer.Size), Attribute("alpha", layer.Alpha * layer.Size), Attribute("beta", layer.Beta), Attribute("bias", layer.K)];
        var towers = layer.Window == NormalizationWindow.WithinTower ? _model.Architecture.Towers : 1;
        if (towers == 1)
        {
            Next("LRN", NameOf(layer), [], attributes);
            return;
        }
        string[] parts = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}.in{tower}")], results = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}.out{tower}")];
        Node("Split", $"{layer.Name}.split", [_current], parts, [Attribute("axis", 1)]);
        for (var tower = 0; tower < towers; tower++) Node("LRN", $"{layer.Name}.tower{tower}", [parts[tower]], [results[tower]], attributes);
        _current = NameOf(layer);
        Node("Concat", layer.Name, results, [_current], [Attribute("axis", 1)]);
    }

    /// <summary>x / (k + alpha * size^2 * mean of x^2)^beta, where zeros around a map count in the mean.</summary>
    private void AddWithinMap(ResponseNormalization layer)
    {
        var x = _current;
        Node("Mul", $"{layer.Name}.square", [x, x], [_current = $"{layer.Name}.square"], []);
        Next("AveragePool", $"{layer.Name}.mean", [], [Attribute("kernel_shape", layer.Size, layer.Size), Attribute("strides", 1, 1), Pads(layer.Size / 2, layer.Size / 2), Attribute("count_include_pad", 1)]);
        Next("Mul", $"{layer.Name}.scaled", [Constant($"{layer.Name}.alpha", layer.Alpha * layer.Size * layer.Size)]);
        Next("Add", $"{layer.Name}.sum", [Constant($"{layer.Name}.k", layer.K)]);
        Next("Pow", $"{layer.Name}.power", [Constant($"{layer.Name}.beta", layer.Beta)]);
        Node("Div", layer.Name, [x, _current], [_current = NameOf(layer)], []);
    }

    /// <summary>The tensor that a layer makes is called after it; the last before softmax makes the logits.</summary>
    private string NameOf(Layer layer) => layer == _last ? Logits : layer.Name;

    private IEnumerable<string> Parameters(Layer layer)
    {
        foreach (var weight in new[] { $"{layer.Name}.weight", $"{layer.Name}.bias" }.Select(_model.Weight))
        {
            _tensors.Add(Described(weight.Name, weight.Shape).Add("raw_data", weight));
            yield return weight.Name;
        }
    }

    private string Constant(string name, float value)
    {
        _tensors.Add(TensorOf(name, [], value));
        return name;
    }

    private void Next(string operation, string name, IEnumerable<string> parameters, IEnumerable<ProtobufMessage>? attributes = null, string? output = null)
    {
        Node(operation, name, [_current, .. parameters], [output ?? name], attributes ?? []);
        _current = output ?? name;
    }

    private void Node(string operation, string name, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<ProtobufMessage> attributes) =>
        _graph.Add("node", new ProtobufMessage(OnnxSchema.Node).Add("input", inputs).Add("output", outputs).Add("name", name).Add("op_type", operation).Add("attribute", attributes));

    /// <summary>Where ours round up, the last windows read beyond the far edges, which here is padding behind.</summary>
    private static IEnumerable<ProtobufMessage> Window(int kernel, int stride, int padding, Rounding rounding, LayerShapes shapes)
    {
        int Beyond(int places, int extent) => rounding == Rounding.Floor ? 0 : Math.Max(0, (places - 1) * stride + kernel - extent - 2 * padding);
        int rows = Beyond(shapes.Output.Height, shapes.Input.Height), columns = Beyond(shapes.Output.Width, shapes.Input.Width);
        return [Attribute("kernel_shape", kernel, kernel), Attribute("strides", stride, stride), Attribute("pads", padding, padding, padding + rows, padding + columns)];
    }

    private static ProtobufMessage Pads(int before, int behind) => Attribute("pads", before, before, behind, behind);

    /// <summary>AttributeProto of type FLOAT, INT or INTS.</summary>
    private static ProtobufMessage Attribute(string name, float value) => new ProtobufMessage(OnnxSchema.Attribute).Add("name", name).Add("f", value).Add("type", 1);

    private static ProtobufMessage Attribute(string name, int value) => new ProtobufMessage(OnnxSchema.Attribute).Add("name", name).Add("i", value).Add("type", 2);

    private static ProtobufMessage Attribute(string name, params IEnumerable<long> values) => new ProtobufMessage(OnnxSchema.Attribute).Add("name", name).Add("ints", values).Add("type", 7);

    private static ProtobufMessage TensorOf(string name, IReadOnlyList<int> shape, params float[] values) => Described(name, shape).Add("raw_data", MemoryMarshal.AsBytes<float>(values).ToArray());

    private static ProtobufMessage Described(string name, IReadOnlyList<int> shape) =>
        new ProtobufMessage(OnnxSchema.Tensor).Add("dims", shape.Select(extent => (long)extent)).Add("data_type", (long)OnnxType.Float).Add("name", name);

    /// <summary>ValueInfoProto of a tensor of floats [batch, extents...].</summary>
    private static ProtobufMessage ValueOf(string name, params IEnumerable<int> extents)
    {
        var value = new ProtobufMessage(OnnxSchema.Value).Add("name", name);
        var type = new ProtobufMessage(OnnxSchema.Value["type"].Message!);
        var tensor = new ProtobufMessage(type.Schema["tensor_type"].Message!).Add("elem_type", (long)OnnxType.Float);
        var shape = new ProtobufMessage(tensor.Schema["shape"].Message!);
        ProtobufMessage Dimension() => new(shape.Schema["dim"].Message!);
        shape.Add("dim", Dimension().Add("dim_param", Batch)).Add("dim", extents.Select(extent => Dimension().Add("dim_value", extent)));
        return value.Add("type", type.Add("tensor_type", tensor.Add("shape", shape)));
    }
}
