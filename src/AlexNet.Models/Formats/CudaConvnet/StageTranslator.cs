using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Pickle;

namespace AlexNet.Models.Formats.CudaConvnet;

/// <summary>
/// Makes of a checkpoint's stages the layers of a network. All geometry and constants stand in the checkpoint; each layer's number of outputs stands there too and
/// must be what our layer makes.
/// </summary>
internal sealed class StageTranslator
{
    private readonly List<Layer> _layers = [];
    private readonly HashSet<string> _names = [];
    private MapShape _shape;
    private int _weightLayers;

    private StageTranslator(MapShape input) => _shape = input;

    /// <summary>Translates all stages.</summary>
    /// <param name="name">Name of the network.</param>
    /// <param name="stages">From the first convolution to the softmax.</param>
    /// <exception cref="RefusedException">A layer is of a kind that AlexNet has none of, or makes another number of outputs.</exception>
    /// <exception cref="ShapeException">Layers do not fit each other.</exception>
    public static Architecture Translate(string name, IReadOnlyList<LayerStage> stages)
    {
        var first = stages[0].First;
        if (first.Type != "conv") throw first.Refuse("the first layer must be a convolution");
        var (channels, size) = (first.Int("channels"), first.Int("imgSize"));
        if (channels <= 0 || size is <= 0 or > 4096) throw first.Refuse($"its input is {size}x{size}x{channels}");
        var input = new MapShape(channels, size, size);
        var translator = new StageTranslator(input);
        foreach (var stage in stages) translator.Add(stage);
        return new Architecture(name, input, stages.Max(stage => stage.Layers.Count), translator._layers);
    }

    private void Add(LayerStage stage)
    {
        var first = stage.First;
        switch (first.Type)
        {
            case "conv": AddConvolution(stage); break;
            case "fc":
                _weightLayers++;
                Add(stage, new FullyConnected(Name("fc"), Sum(stage, "outputs")));
                break;
            case "pool":
                if (first.Text("pool") != "max") throw first.Refuse($"it pools by '{Printable.Text(first.Text("pool"))}', but AlexNet by 'max'");
                if (Same(stage, "start", 0) != 0) throw first.Refuse("it starts beside the edge");
                AddWindow(stage, rounding => new MaxPooling(Name("pool"), Same(stage, "sizeX"), Same(stage, "stride"), rounding));
                break;
            case "cmrnorm":
                if (Same(stage, "blocked", 0) != 0) throw first.Refuse("its windows are blocks of maps");
                var window = stage.Layers.Count > 1 ? NormalizationWindow.WithinTower : NormalizationWindow.AcrossTowers;
                Add(stage, Normalization(first, Name("norm"), window));
                break;
            case "rnorm": Add(stage, Normalization(first, Name("mapnorm"), NormalizationWindow.WithinMap)); break;
            case "neuron": AddNeuron(stage); break;
            // The code of 2012 and dropout2 of cuda-convnet2 scale at test time, its dropout in training.
            case "hs" or "dropout2": Add(stage, new Dropout(Name("drop"), 1 - first.Float("keep", 0.5f), DropoutScaling.AtTest)); break;
            case "dropout": Add(stage, new Dropout(Name("drop"), 1 - first.Float("keep", 0.5f), DropoutScaling.InTraining)); break;
            case "softmax": Add(stage, new Softmax(Name("softmax", isNumbered: false))); break;
            default: throw first.Refuse("AlexNet has no layer of this type");
        }
        // Later versions of the code of 2011 have dropout as a field of any layer.
        if (first.Float("dropout", 0) is > 0 and < 1 and var rate && first.Type is "conv" or "fc") Add(stage, new Dropout(Name("drop"), rate, DropoutScaling.AtTest));
    }

    private void AddConvolution(LayerStage stage)
    {
        var first = stage.First;
        if (Same(stage, "sharedBiases", 1) == 0) throw first.Refuse("it has a bias for each place, not for each map");
        var groups = Same(stage, "groups", 1);
        if (groups > 1 && (stage.Layers.Count > 1 || stage.Previous.Count > 1)) throw first.Refuse("it has groups beside towers");
        _weightLayers++;
        AddWindow(stage, rounding => new Convolution(
            Name("conv"), Sum(stage, "filters"), Same(stage, "filterSize"), Same(stage, "stride", 1), Math.Abs(Same(stage, "padding", 0)), stage.StaysInTowers ? stage.Layers.Count : groups, rounding));
    }

    private void AddNeuron(LayerStage stage)
    {
        var neuron = stage.First.Fields.Inner("neuron") ?? throw stage.First.Refuse("it has no 'neuron'");
        var type = PickleString.NameOf(neuron.Items.GetValueOrDefault("type"));
        var isPlain = neuron.Inner("params") is not { } parameters || parameters.Items.Values.All(value => value is 1.0 or 1L);
        switch (type)
        {
            case "ident": break;
            case "relu": Add(stage, new Activation(Name("relu"), ActivationFunction.Relu)); break;
            case "logistic": Add(stage, new Activation(Name("sigmoid"), ActivationFunction.Sigmoid)); break;
            case "tanh" when isPlain: Add(stage, new Activation(Name("tanh"), ActivationFunction.Tanh)); break;
            default: throw stage.First.Refuse($"its neurons are '{Printable.Text(type ?? "")}', but known are relu, logistic, ident and tanh[1,1]");
        }
    }

    /// <summary>A layer with windows: whether a last one reaches past the edge, its number of outputs tells. It does in this program, unless told otherwise.</summary>
    private void AddWindow(LayerStage stage, Func<Rounding, Layer> make)
    {
        var floor = make(Rounding.Floor);
        Add(stage, floor.OutputShape(_shape).Count == Outputs(stage) ? floor : make(Rounding.Ceiling));
    }

    private void Add(LayerStage stage, Layer layer)
    {
        var output = layer.OutputShape(_shape);
        if (Outputs(stage) is { } outputs && outputs != output.Count)
            throw stage.First.Refuse($"it is said to have {outputs} outputs, with its other towers, but {_shape} becomes {output}");
        _shape = output;
        _layers.Add(layer);
        _names.Add(layer.Name);
    }

    private static ResponseNormalization Normalization(LayerEntry layer, string name, NormalizationWindow window) =>
        // The scale was divided by the window's size when the checkpoint was written, so it multiplies the plain sum as ours does.
        new(name, window, layer.Float("minDiv", 1), layer.Float("scale"), layer.Float("pow"), layer.Int("size"));

    private static long? Outputs(LayerStage stage) =>
        stage.Layers.All(layer => layer.Fields.Items.GetValueOrDefault("outputs") is long and > 0 and < int.MaxValue) ? stage.Layers.Sum(layer => (long)layer.Int("outputs")) : null;

    private static int Sum(LayerStage stage, string field) => checked((int)Math.Min(int.MaxValue, stage.Layers.Sum(layer => (long)layer.Int(field))));

    /// <summary>A field that must be the same in all towers.</summary>
    private static int Same(LayerStage stage, string field, int? otherwise = null)
    {
        var value = stage.First.Int(field, otherwise);
        return stage.Layers.FirstOrDefault(layer => layer.Int(field, otherwise) != value) is { } other
            ? throw other.Refuse($"its '{field}' is {other.Int(field, otherwise)}, but {value} in the layer beside it")
            : value;
    }

    /// <summary>A name by the weights before it, as conv1, norm1, pool1.</summary>
    private string Name(string kind, bool isNumbered = true)
    {
        var name = isNumbered ? $"{kind}{_weightLayers}" : kind;
        for (var i = 2; _names.Contains(name); i++) name = $"{kind}{_weightLayers}_{i}";
        return name;
    }
}
