using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Architectures;

/// <summary>A network as data: its input, its layers in order, and every shape that follows. Immutable; checked at construction.</summary>
[TypeFormatterSource]
public sealed class Architecture
{
    /// <summary>No layer may make more values per image than this; a network that does is a mistake or an attack.</summary>
    public const long MaxMapValues = 1L << 28;

    /// <summary>No network may have more parameters than this.</summary>
    public const long MaxParameters = 1L << 33;

    private const int MaxLayers = 1000;

    /// <summary>Checks that every layer fits the one before it.</summary>
    /// <param name="name">Name of the variant, as in <c>paper</c>.</param>
    /// <param name="input">Shape of one input image, [channels][height][width].</param>
    /// <param name="towers">1, or 2 for the paper's two halves: response normalization within a tower stops at its edge.</param>
    /// <param name="layers">In the order in which they run.</param>
    /// <exception cref="ShapeException">A layer does not fit: says which, what was found and what is needed.</exception>
    public Architecture(string name, MapShape input, int towers, IReadOnlyList<Layer> layers)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Require(input.IsValid && input.Count <= MaxMapValues, "input", $"the shape {input}", $"positive extents and at most {MaxMapValues} values");
        Require(layers.Count is > 0 and <= MaxLayers, "network", $"{layers.Count} layers", $"1 to {MaxLayers} layers");
        Require(towers is > 0 and <= 64, "network", $"{towers} towers", "1 to 64 towers");
        Name = name;
        Input = input;
        Towers = towers;
        Layers = Array.AsReadOnly(layers.ToArray()); // not [.. layers], whose type PowerShell cannot index
        Shapes = InferShapes();
        Parameters = Array.AsReadOnly(Shapes.SelectMany(shape => shape.Parameters).ToArray());
        ParameterCount = Parameters.Sum(parameter => parameter.Length);
        Require(ParameterCount <= MaxParameters, "network", $"{ParameterCount} parameters", $"at most {MaxParameters}");
    }

    /// <summary>Name of the variant.</summary>
    public string Name { get; }

    /// <summary>Shape of one input image.</summary>
    public MapShape Input { get; }

    /// <summary>Number of towers.</summary>
    public int Towers { get; }

    /// <summary>The layers in order.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>Every layer with its input, output and parameter shapes.</summary>
    public IReadOnlyList<LayerShapes> Shapes { get; }

    /// <summary>Every parameter tensor in the order of the layers.</summary>
    public IReadOnlyList<ParameterShape> Parameters { get; }

    /// <summary>Number of weights and biases: 60,965,224 for the paper's network.</summary>
    public long ParameterCount { get; }

    /// <summary>Shape of what the last layer makes.</summary>
    public MapShape Output => Shapes[^1].Output;

    /// <summary>Number of classes the network tells apart.</summary>
    public int Classes => (int)Output.Count;

    /// <summary>How new weights are drawn; null for a network that came from a file.</summary>
    public WeightInitialization? Initialization { get; init; }

    /// <summary>The same network with other sizes; what is not given stays.</summary>
    /// <param name="fullyConnected">Width of every fully connected layer but the last.</param>
    /// <param name="classes">Outputs of the last fully connected layer.</param>
    /// <param name="inputSize">Height and width of the input image.</param>
    /// <exception cref="ShapeException">The maps of some layer would vanish.</exception>
    public Architecture Scale(int? fullyConnected = null, int? classes = null, int? inputSize = null)
    {
        var last = Layers.OfType<FullyConnected>().LastOrDefault();
        return With(
            layer => layer is FullyConnected full ? full with { Outputs = (ReferenceEquals(full, last) ? classes : fullyConnected) ?? full.Outputs } : layer,
            inputSize is { } size ? new MapShape(Input.Channels, size, size) : Input);
    }

    /// <summary>The same network with another nonlinearity in place of each of its own.</summary>
    public Architecture WithActivation(ActivationFunction function) =>
        With(layer => layer is Activation activation ? activation with { Function = function } : layer, Input);

    /// <summary>The same network with dropout's compensating factor applied elsewhere.</summary>
    public Architecture WithDropout(DropoutScaling scaling) =>
        With(layer => layer is Dropout dropout ? dropout with { Scaling = scaling } : layer, Input);

    /// <summary>The same network with another rate in every dropout layer; 0 switches them off.</summary>
    public Architecture WithDropoutRate(float rate) => WithDropoutRate(_ => rate);

    /// <summary>The same network with rates of its dropout layers that follow from what they are.</summary>
    public Architecture WithDropoutRate(Func<Dropout, float> rate) =>
        With(layer => layer is Dropout dropout ? dropout with { Rate = rate(dropout) } : layer, Input);

    /// <summary>The end of this network, from a layer on. Its input is what that layer reads; its parameters have the names that they have here.</summary>
    /// <param name="layer">Name of a layer, in any case.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    public Architecture From(string layer)
    {
        var first = Layers.ToList().FindIndex(each => string.Equals(each.Name, layer, StringComparison.OrdinalIgnoreCase));
        if (first < 0) throw new ArgumentException($"the network '{Name}' has no layer '{layer}'; it has {string.Join(", ", Layers.Select(each => each.Name))}");
        return new Architecture(Name, Shapes[first].Input, Towers, [.. Layers.Skip(first)]) { Initialization = Initialization };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private Architecture With(Func<Layer, Layer> change, MapShape input) =>
        new(Name, input, Towers, [.. Layers.Select(change)]) { Initialization = Initialization };

    private List<LayerShapes> InferShapes()
    {
        var shapes = new List<LayerShapes>(Layers.Count);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var input = Input;
        foreach (var layer in Layers)
        {
            Require(!string.IsNullOrWhiteSpace(layer.Name) && names.Add(layer.Name), layer.Name, "a name that is empty or already taken", "a name of its own");
            if (layer is ResponseNormalization { Window: NormalizationWindow.WithinTower })
                Require(input.Channels % Towers == 0, layer.Name, $"{input.Channels} maps", $"a multiple of the network's {Towers} towers");
            var output = layer.OutputShape(input);
            Require(output.Count <= MaxMapValues, layer.Name, $"an output of {output}", $"at most {MaxMapValues} values");
            shapes.Add(new LayerShapes(layer, input, output));
            input = output;
        }
        return shapes;
    }

    private static void Require(bool holds, string layer, string found, string needed)
    {
        if (!holds) throw new ShapeException(layer, found, needed);
    }
}

/// <summary>A layer in its place: the shapes around it and what follows from them.</summary>
public sealed record LayerShapes(Layer Layer, MapShape Input, MapShape Output)
{
    /// <summary>The layer's parameter tensors.</summary>
    public IReadOnlyList<ParameterShape> Parameters { get; } = Layer.Parameters(Input);

    /// <summary>Number of weights and biases.</summary>
    public long ParameterCount => Parameters.Sum(parameter => parameter.Length);

    /// <summary>Multiply-adds for one image.</summary>
    public long MultiplyAdds => Layer.MultiplyAdds(Input);
}
