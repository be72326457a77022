using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Rivals.Onnx;

/// <summary>
/// Writes a model as ONNX, opset 13, as its makers would: a node named after each layer, dropout's test factor folded into the next Gemm.
/// </summary>
internal sealed class OnnxExport
{
    public const string InputName = "input";
    public const string LogitsName = "logits";
    public const string ProbabilitiesName = "probabilities";

    private const string WeightsFile = "weights.bin";

    private readonly Model _model;
    private readonly OnnxGraph _graph;
    private string _current = InputName;
    private bool _isFlat;
    private float _factor = 1;

    private OnnxExport(Model model, Stream weights) => (_model, _graph) = (model, new OnnxGraph(model.Name, weights, WeightsFile));

    /// <summary>Writes model and weights into a folder; returns the model's path.</summary>
    /// <exception cref="NotSupportedException">ONNX has no operator for a layer.</exception>
    public static string Write(Model model, string folder)
    {
        using var weights = File.Create(Path.Combine(folder, WeightsFile));
        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, new OnnxExport(model, weights).Build());
        return path;
    }

    private byte[] Build()
    {
        var architecture = _model.Architecture;
        _graph.Input(InputName, architecture.Input.Channels, architecture.Input.Height, architecture.Input.Width);
        foreach (var weight in _model.Weights) _graph.Initializer(weight);
        for (var i = 0; i < architecture.Shapes.Count; i++) Add(architecture.Shapes[i], isLast: i == architecture.Shapes.Count - 1);
        _graph.Output(LogitsName, architecture.Classes);
        _graph.Output(ProbabilitiesName, architecture.Classes);
        return _graph.ToModel();
    }

    private void Add(LayerShapes shapes, bool isLast)
    {
        switch (shapes.Layer)
        {
            case Convolution layer:
                Require(layer.Rounding == Rounding.Floor, layer, "rounding up");
                Chain("Conv", layer.Name, Window(layer.Kernel, layer.Stride).Add("pads", Enumerable.Repeat(layer.Padding, 4)).Add("group", layer.Groups), Parameters(layer));
                break;
            case Activation { Function: ActivationFunction.Relu } layer:
                Chain("Relu", layer.Name);
                break;
            case MaxPooling layer:
                Chain("MaxPool", layer.Name, Window(layer.Window, layer.Stride).Add("ceil_mode", layer.Rounding == Rounding.Ceiling ? 1 : 0));
                break;
            case ResponseNormalization { Window: not NormalizationWindow.WithinMap } layer:
                AddNormalization(layer);
                break;
            case Dropout layer:
                _factor *= layer.TestFactor;
                break;
            case FullyConnected layer:
                AddFullyConnected(layer, isLogits: shapes.Output.Channels == _model.Architecture.Classes && layer == _model.Architecture.Layers.OfType<FullyConnected>().Last());
                break;
            case Softmax layer when isLast:
                _graph.Node("Softmax", layer.Name, [_current], [ProbabilitiesName], new OnnxAttributes().Add("axis", 1));
                break;
            default:
                throw new NotSupportedException($"layer '{shapes.Layer.Name}': ONNX has no operator for {shapes.Layer.Kind} here");
        }
    }

    /// <summary>LRN's sum crosses towers and its alpha is divided by the size; a window inside a tower takes one LRN a tower.</summary>
    private void AddNormalization(ResponseNormalization layer)
    {
        var attributes = new OnnxAttributes().Add("size", layer.Size).Add("alpha", layer.Alpha * layer.Size).Add("beta", layer.Beta).Add("bias", layer.K);
        var towers = layer.Window == NormalizationWindow.WithinTower ? _model.Architecture.Towers : 1;
        if (towers == 1)
        {
            Chain("LRN", layer.Name, attributes);
            return;
        }
        string[] halves = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}.in{tower}")];
        string[] results = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}.out{tower}")];
        _graph.Node("Split", $"{layer.Name}.split", [_current], halves, new OnnxAttributes().Add("axis", 1));
        for (var tower = 0; tower < towers; tower++) _graph.Node("LRN", $"{layer.Name}.tower{tower}", [halves[tower]], [results[tower]], attributes);
        _graph.Node("Concat", $"{layer.Name}.concat", results, [layer.Name], new OnnxAttributes().Add("axis", 1));
        _current = layer.Name;
    }

    private void AddFullyConnected(FullyConnected layer, bool isLogits)
    {
        if (!_isFlat) Chain("Flatten", "flatten", new OnnxAttributes().Add("axis", 1));
        _isFlat = true;
        var output = isLogits ? LogitsName : layer.Name;
        _graph.Node("Gemm", layer.Name, [_current, .. Parameters(layer)], [output], new OnnxAttributes().Add("transB", 1).Add("alpha", _factor));
        (_current, _factor) = (output, 1);
    }

    private void Chain(string operation, string name, OnnxAttributes? attributes = null, params IEnumerable<string> parameters)
    {
        if (_factor != 1) throw new NotSupportedException($"layer '{name}': the factor of a dropout before it has no Gemm to go into");
        _graph.Node(operation, name, [_current, .. parameters], [name], attributes);
        _current = name;
    }

    private static OnnxAttributes Window(int size, int stride) => new OnnxAttributes().Add("kernel_shape", [size, size]).Add("strides", [stride, stride]);

    private static string[] Parameters(Layer layer) => [$"{layer.Name}.weight", $"{layer.Name}.bias"];

    private static void Require(bool holds, Layer layer, string what)
    {
        if (!holds) throw new NotSupportedException($"layer '{layer.Name}': the export knows no {what}");
    }
}
