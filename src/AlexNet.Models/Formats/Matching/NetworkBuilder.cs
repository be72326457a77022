using System.Runtime.CompilerServices;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Formats.Matching;

/// <summary>Puts together the chain of layers that a reader finds in a file, step by step; each shape follows from the one before, so that every step can be checked.</summary>
internal sealed class NetworkBuilder
{
    private readonly List<ImportedLayer> _layers = [];
    private readonly MapShape _input;
    private int? _towers;

    /// <param name="place">Where the file says how large the image is.</param>
    /// <param name="input">Shape of one image.</param>
    /// <exception cref="RefusedException">It is no square of three colours.</exception>
    public NetworkBuilder(string place, MapShape input)
    {
        if (input.Channels != 3 || input.Height != input.Width || input.Height is < 1 or > ArchitectureJson.MaxInput)
            throw new RefusedException(place, $"one image is [{input.Channels}, {input.Height}, {input.Width}], but an AlexNet reads a square of three colours, of at most {ArchitectureJson.MaxInput} pixels a side", NetworkMatcher.OnlyAlexNets);
        _input = Shape = input;
    }

    /// <summary>Shape of what the last step made.</summary>
    public MapShape Shape { get; private set; }

    /// <summary>Whether what the last step made cannot be below 0: a ReLU after it would do nothing.</summary>
    public bool IsNotNegative { get; private set; }

    public bool IsEmpty => _layers.Count == 0;

    public ImportedNetwork Build() => new(_input, _layers, _towers);

    /// <exception cref="RefusedException">The layer does not fit what comes before it.</exception>
    public void Add(string place, Layer layer, WeightTensor? weight = null, WeightTensor? bias = null)
    {
        try
        {
            Shape = layer.OutputShape(Shape);
        }
        catch (ShapeException exception)
        {
            throw new RefusedException(place, $"found {exception.Found}, but needs {exception.Needed}", NetworkMatcher.OnlyAlexNets, exception);
        }
        if (layer is Convolution or FullyConnected) IsNotNegative = false;
        else if (layer is Activation { Function: ActivationFunction.Relu or ActivationFunction.Sigmoid } or Softmax) IsNotNegative = true;
        _layers.Add(new ImportedLayer(place, layer, weight, bias));
    }

    /// <summary>A convolution of weights [output channels][input channels per group][kernel][kernel].</summary>
    /// <param name="place">For messages.</param>
    /// <param name="window">How it slides.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="weight">The weights.</param>
    /// <param name="bias">[output channels]; null for none.</param>
    public void AddConvolution(string place, SlidingSquare window, int groups, WeightTensor weight, WeightTensor? bias)
    {
        var shape = weight.Shape;
        Require(place, shape.Count == 4 && shape[2] == window.Kernel && shape[3] == window.Kernel, $"the weights are [{string.Join(", ", shape)}], but a window of {window.Kernel}x{window.Kernel} needs [outputs, inputs, {window.Kernel}, {window.Kernel}]");
        Require(place, shape[0] is >= 1 and <= LayerJson.MaxChannels, $"it has {shape[0]} output channels, but a layer has 1 to {LayerJson.MaxChannels}");
        Require(place, groups >= 1 && (long)shape[1] * groups == Shape.Channels, $"the weights are for {shape[1]} input channels in each of {groups} groups, but there are {Shape.Channels} in all");
        Add(place, new Convolution(place, shape[0], window.Kernel, window.Stride, window.Padding, groups, window.RoundingOf(place, Shape)), weight, BiasOf(place, bias, shape[0]));
    }

    /// <summary>Max pooling, whose windows see nothing beyond the maps.</summary>
    public void AddPooling(string place, SlidingSquare window)
    {
        Require(place, window.Padding == 0, $"max pooling begins {window.Padding} places before its maps, but ours begins at their edge");
        Add(place, new MaxPooling(place, window.Kernel, window.Stride, window.RoundingOf(place, Shape)));
    }

    /// <summary>A fully connected layer of weights [outputs][inputs].</summary>
    public void AddFullyConnected(string place, WeightTensor weight, WeightTensor? bias)
    {
        var shape = weight.Shape;
        Require(place, shape.Count == 2 && shape[1] == Shape.Count, $"the weights are [{string.Join(", ", shape)}], but {Shape.Count} inputs ({Shape}) need [outputs, {Shape.Count}]");
        Require(place, shape[0] is >= 1 and <= LayerJson.MaxOutputs, $"it has {shape[0]} outputs, but a layer has 1 to {LayerJson.MaxOutputs}");
        Add(place, new FullyConnected(place, shape[0]), weight, BiasOf(place, bias, shape[0]));
    }

    /// <summary>A response normalization; in several towers of as many maps each, where it is computed for each part of the maps alone.</summary>
    /// <param name="place">For messages.</param>
    /// <param name="layer">The normalization.</param>
    /// <param name="towers">1 for one over all maps.</param>
    public void AddNormalization(string place, ResponseNormalization layer, int towers)
    {
        Require(place, layer.Size is >= 1 and <= LayerJson.MaxWindow, $"it sums over {layer.Size}, but a window has 1 to {LayerJson.MaxWindow}");
        if (towers > 1)
        {
            Require(place, towers <= ArchitectureJson.MaxTowers && Shape.Channels % towers == 0 && (_towers ?? towers) == towers, $"it is computed for {towers} parts of {Shape.Channels} maps, but all of a network's normalizations need the same equal parts");
            _towers = towers;
        }
        Add(place, layer with { Window = towers > 1 ? NormalizationWindow.WithinTower : layer.Window });
    }

    /// <summary>What the last layer's outputs are multiplied by: at test time the share that dropout kept in training (paper, section 4.2).</summary>
    public void AddFactor(string place, float factor)
    {
        if (factor == 1) return;
        Require(place, factor is > 0 and < 1, $"it multiplies by {factor}, but the only factor we know is that of dropout, between 0 and 1");
        if (_layers is [.., { Layer: Dropout { Scaling: DropoutScaling.InTraining } last }] && NetworkMatcher.Near(1 - last.Rate, factor))
            _layers[^1] = _layers[^1] with { Layer = last with { Scaling = DropoutScaling.AtTest } };
        else Add(place, new Dropout(place, 1 - factor, DropoutScaling.AtTest));
    }

    /// <summary>Adds constants to the outputs of the layer last added, which has no biases of its own yet.</summary>
    public bool TryAddBias(string place, WeightTensor bias)
    {
        if (_layers is not [.., { Weight: { } weight, Bias: null } last]) return false;
        _layers[^1] = last with { Bias = BiasOf(place, bias, weight.Shape[0]) };
        return true;
    }

    /// <summary>Gives layers that have none their biases of zero.</summary>
    public void CompleteBiases()
    {
        for (var i = 0; i < _layers.Count; i++)
            if (_layers[i] is { Weight: { } weight, Bias: null }) _layers[i] = _layers[i] with { Bias = DerivedWeights.Zeros(weight.Shape[0]) };
    }

    public static void Require(string place, bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref LazyMessage problem)
    {
        if (!holds) throw new RefusedException(place, problem.Text(), NetworkMatcher.OnlyAlexNets);
    }

    private static WeightTensor? BiasOf(string place, WeightTensor? bias, int outputs)
    {
        if (bias is null) return null;
        Require(place, bias.Length == outputs, $"it has {outputs} outputs, but {bias.Length} biases ({Extents.Text(bias.Shape)})");
        return bias.As(bias.Name, [outputs]);
    }
}
