using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Rivals.Onnx;

/// <summary>
/// Writes a model as ONNX, opset 13, as its makers would: a node named after each layer, dropout's test factor folded into the next Gemm.
/// Subclasses write layers with smaller numbers.
/// </summary>
internal class OnnxExport
{
    public const string InputName = "input";
    public const string LogitsName = "logits";
    public const string ProbabilitiesName = "probabilities";

    private readonly WeightsFile? _weights;
    private bool _isFlat;

    /// <summary>An export of single precision.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">Where its weights are; null to have them in the model's own file.</param>
    public OnnxExport(Model model, WeightsFile? weights) => (Model, Graph, _weights) = (model, new OnnxGraph(model.Name), weights);

    protected Model Model { get; }

    protected OnnxGraph Graph { get; }

    /// <summary>Name of the tensor that the next node reads.</summary>
    protected string Current { get; private set; } = InputName;

    /// <summary>Factor that the next Gemm has to apply to its input.</summary>
    protected float Factor { get; private set; } = 1;

    /// <summary>Writes the model (weights.bin is there already); returns its path.</summary>
    /// <exception cref="NotSupportedException">ONNX has no operator for a layer.</exception>
    public string Write(string folder, string name)
    {
        var architecture = Model.Architecture;
        Graph.Input(InputName, architecture.Input.Channels, architecture.Input.Height, architecture.Input.Width);
        for (var i = 0; i < architecture.Shapes.Count; i++) Add(architecture.Shapes[i], isLast: i == architecture.Shapes.Count - 1);
        Graph.Output(LogitsName, architecture.Classes);
        Graph.Output(ProbabilitiesName, architecture.Classes);
        var path = Path.Combine(folder, name);
        Graph.Save(path);
        return path;
    }

    /// <summary>A node that reads what the last one wrote, and parameters.</summary>
    protected void Chain(string operation, string name, OnnxAttributes? attributes = null, params IEnumerable<string> parameters)
    {
        if (Factor != 1 && operation != "Flatten") throw new NotSupportedException($"layer '{name}': the factor of a dropout before it has no Gemm to go into");
        Graph.Node(operation, name, [Current, .. parameters], [name], attributes);
        Current = name;
    }

    /// <summary>Goes on from another tensor.</summary>
    protected void Continue(string tensor) => Current = tensor;

    /// <summary>Names of a layer's weights and bias, which are in the model from now on.</summary>
    protected virtual string[] Parameters(Layer layer)
    {
        string[] names = [$"{layer.Name}.weight", $"{layer.Name}.bias"];
        foreach (var weight in names.Select(Model.Weight))
        {
            if (_weights is { } file) Graph.Initializer(weight, file);
            else Graph.Initializer<float>(weight.Name, weight.ToArray(), weight.Shape);
        }
        return names;
    }

    protected virtual void AddConvolution(Convolution layer, OnnxAttributes window) => Chain("Conv", layer.Name, window, Parameters(layer));

    /// <summary>From [batch][inputs] to a tensor of the name that is given.</summary>
    protected virtual void AddFullyConnected(FullyConnected layer, string output) =>
        Graph.Node("Gemm", layer.Name, [Current, .. Parameters(layer)], [output], new OnnxAttributes().Add("transB", 1).Add("alpha", Factor));

    /// <summary>Called after each layer with its output's shape.</summary>
    protected virtual void AfterLayer(LayerShapes shapes) { }

    private void Add(LayerShapes shapes, bool isLast)
    {
        switch (shapes.Layer)
        {
            case Convolution layer:
                if (layer.Rounding != Rounding.Floor) throw new NotSupportedException($"layer '{layer.Name}': the export knows no rounding up");
                AddConvolution(layer, Window(layer.Kernel, layer.Stride).Add("pads", Enumerable.Repeat(layer.Padding, 4)).Add("group", layer.Groups));
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
                Factor *= layer.TestFactor;
                return;
            case FullyConnected layer:
                if (!_isFlat) Chain("Flatten", "flatten", new OnnxAttributes().Add("axis", 1));
                _isFlat = true;
                var output = layer == Model.Architecture.Layers.OfType<FullyConnected>().Last() ? LogitsName : layer.Name;
                AddFullyConnected(layer, output);
                (Current, Factor) = (output, 1);
                break;
            case Softmax layer when isLast:
                Graph.Node("Softmax", layer.Name, [LogitsName], [ProbabilitiesName], new OnnxAttributes().Add("axis", 1));
                return;
            default:
                throw new NotSupportedException($"layer '{shapes.Layer.Name}': ONNX has no operator for {shapes.Layer.Kind} here");
        }
        AfterLayer(shapes);
    }

    /// <summary>LRN's sum crosses towers and its alpha is divided by the size; a window inside a tower takes one LRN a tower.</summary>
    private void AddNormalization(ResponseNormalization layer)
    {
        var attributes = new OnnxAttributes().Add("size", layer.Size).Add("alpha", layer.Alpha * layer.Size).Add("beta", layer.Beta).Add("bias", layer.K);
        var towers = layer.Window == NormalizationWindow.WithinTower ? Model.Architecture.Towers : 1;
        if (towers == 1)
        {
            Chain("LRN", layer.Name, attributes);
            return;
        }
        string[] parts = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}.in{tower}")];
        string[] results = [.. Enumerable.Range(0, towers).Select(tower => $"{layer.Name}.out{tower}")];
        Graph.Node("Split", $"{layer.Name}.split", [Current], parts, new OnnxAttributes().Add("axis", 1));
        for (var tower = 0; tower < towers; tower++) Graph.Node("LRN", $"{layer.Name}.tower{tower}", [parts[tower]], [results[tower]], attributes);
        Graph.Node("Concat", $"{layer.Name}.concat", results, [layer.Name], new OnnxAttributes().Add("axis", 1));
        Current = layer.Name;
    }

    private static OnnxAttributes Window(int size, int stride) => new OnnxAttributes().Add("kernel_shape", [size, size]).Add("strides", [stride, stride]);
}
