using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;
using AlexNet.Models.Formats.Protobuf;

namespace AlexNet.Models.Formats.Caffe;

/// <summary>Goes along a Caffe network's layers, which stand in the order in which they run, and puts together the chain that they are.</summary>
internal sealed class CaffeWalk
{
    private readonly CaffeWeights _weights;
    private readonly CancellationToken _cancellation;
    private readonly NetworkBuilder _network;
    private readonly Queue<CaffeLayer> _layers;
    private readonly Dictionary<string, string> _aliases = [];
    private string? _current;

    private CaffeWalk(CaffeWeights weights, IEnumerable<CaffeLayer> layers, int inputSize, CancellationToken cancellation)
    {
        (_weights, _cancellation) = (weights, cancellation);
        _network = new NetworkBuilder("input", new MapShape(3, inputSize, inputSize));
        _layers = new Queue<CaffeLayer>(layers);
    }

    /// <summary>The chain of layers.</summary>
    /// <param name="weights">The file with the weights.</param>
    /// <param name="layers">The layers of the network, those of the same file or of a description.</param>
    /// <param name="inputSize">Height and width of the image.</param>
    /// <param name="cancellation">Ends copying.</param>
    /// <exception cref="RefusedException">A layer is of a kind that AlexNet has not, does not fit the one before, or has not the weights that it needs.</exception>
    public static ImportedNetwork Go(CaffeWeights weights, IEnumerable<CaffeLayer> layers, int inputSize, CancellationToken cancellation)
    {
        var walk = new CaffeWalk(weights, layers, inputSize, cancellation);
        while (walk._layers.TryDequeue(out var layer)) walk.Step(layer);
        walk._network.CompleteBiases();
        return walk._network.Build();
    }

    private void Step(CaffeLayer layer)
    {
        // Measures of training, and what makes sure that a blob which nobody reads is no output.
        if (layer.IsData || layer.Type is "Silence" or "Accuracy") return;
        if (layer.Type == "Split")
        {
            // One blob under several names, which Caffe puts in wherever two layers read one.
            foreach (var alias in layer.Tops) _aliases[alias] = Resolved(layer.Bottoms.FirstOrDefault() ?? alias);
            return;
        }
        RequireCurrent(layer);
        var top = Add(layer) ?? layer.Tops.FirstOrDefault();
        if (top is null) return;
        _current = top;
        // The name may have been another's for a blob that is gone now.
        _aliases.Remove(top);
    }

    /// <summary>Adds a layer; returns what it makes where that is the output of one that follows.</summary>
    private string? Add(CaffeLayer layer)
    {
        switch (layer.Type)
        {
            case "Convolution":
                return AddConvolution(layer);
            case "Slice":
                return AddTowers(layer);
            case "InnerProduct":
                AddInnerProduct(layer);
                break;
            case "ReLU":
                NetworkBuilder.Require(layer.Place, layer.Parameters("relu_param").Single("negative_slope") == 0, $"its negative slope is not 0, but ours is");
                _network.Add(layer.Place, new Activation(layer.Place, ActivationFunction.Relu));
                break;
            case "Sigmoid":
                _network.Add(layer.Place, new Activation(layer.Place, ActivationFunction.Sigmoid));
                break;
            case "TanH":
                _network.Add(layer.Place, new Activation(layer.Place, ActivationFunction.Tanh));
                break;
            case "LRN":
                _network.AddNormalization(layer.Place, CaffeParameters.Normalization(layer), towers: 1);
                break;
            case "Pooling":
                _network.AddPooling(layer.Place, CaffeParameters.Pooling(layer, _network.Shape));
                break;
            case "Dropout":
                _network.Add(layer.Place, new Dropout(layer.Place, layer.Parameters("dropout_param").Single("dropout_ratio", 0.5f), DropoutScaling.InTraining));
                break;
            case "Power":
                var power = layer.Parameters("power_param");
                NetworkBuilder.Require(layer.Place, power.Single("power", 1) == 1 && power.Single("shift") == 0, $"it is more than a factor (power {power.Single("power", 1)}, shift {power.Single("shift")})");
                _network.AddFactor(layer.Place, power.Single("scale", 1));
                break;
            case "Softmax" or "SoftmaxWithLoss":
                _network.Add(layer.Place, new Softmax(layer.Place));
                break;
            case "Flatten":
                break;
            default:
                throw new RefusedException(layer.Place, "no AlexNet has a layer of that kind", NetworkMatcher.OnlyAlexNets);
        }
        return null;
    }

    private string? AddConvolution(CaffeLayer layer)
    {
        var parameters = layer.Parameters("convolution_param");
        var window = CaffeParameters.Window(layer.Place, parameters, kernel: null);
        NetworkBuilder.Require(layer.Place, parameters.Integers("dilation").All(dilation => dilation == 1), $"its window is dilated, but ours is not");
        var (weight, bias) = BlobsOf(layer, parameters);
        NetworkBuilder.Require(layer.Place, weight.Shape.Count == 4, $"its weights are {Extents.Text(weight.Shape)}, but a convolution's have four extents");
        var groups = (int)Math.Clamp(parameters.Integer("group", 1), 0, int.MaxValue);
        // Windows that reach past the far edges only: more padding than is wanted, and the first places cut off again.
        var cut = CaffeSlices.TakeCut(layer, _layers, window, _network.Shape);
        _network.AddConvolution(layer.Place, cut?.Window ?? window, groups, weight.Weights(weight.Shape), bias?.Weights((int)Extents.Count(bias.Shape)));
        RequireOutputs(layer, parameters, weight.Shape[0]);
        return cut?.Top;
    }

    private void AddInnerProduct(CaffeLayer layer)
    {
        var parameters = layer.Parameters("inner_product_param");
        var (weight, bias) = BlobsOf(layer, parameters);
        // Old files have it as [1, 1, outputs, inputs].
        int[] shape = [.. weight.Shape.SkipWhile((extent, index) => extent == 1 && index < weight.Shape.Count - 2)];
        NetworkBuilder.Require(layer.Place, shape.Length == 2, $"its weights are {Extents.Text(weight.Shape)}, but a fully connected layer's are [outputs, inputs]");
        NetworkBuilder.Require(layer.Place, parameters.Integer("axis", 1) == 1, $"it does not take a whole image's values together (axis {parameters.Integer("axis")})");
        var matrix = weight.Weights(shape);
        if (parameters.Integer("transpose") != 0) matrix = matrix.Transposed(_cancellation);
        _network.AddFullyConnected(layer.Place, matrix, bias?.Weights((int)Extents.Count(bias.Shape)));
        RequireOutputs(layer, parameters, matrix.Shape[0]);
    }

    private static void RequireOutputs(CaffeLayer layer, ProtobufMessage parameters, int outputs) =>
        NetworkBuilder.Require(layer.Place, parameters.Integer("num_output", outputs) == outputs, $"its weights are for {outputs} outputs, but it is said to have {parameters.Integer("num_output")}");

    private string AddTowers(CaffeLayer slice)
    {
        var towers = CaffeSlices.TakeTowers(slice, _layers, _network.Shape);
        _network.AddNormalization(slice.Place, CaffeParameters.Normalization(towers.Normalization), towers.Count);
        return towers.Top;
    }

    /// <summary>The weights and biases that the file has for a layer.</summary>
    private (CaffeBlob Weight, CaffeBlob? Bias) BlobsOf(CaffeLayer layer, ProtobufMessage parameters)
    {
        var blobs = _weights.Of(layer);
        var needed = parameters.Integer("bias_term", 1) != 0 ? 2 : 1;
        NetworkBuilder.Require(layer.Place, blobs.Count == needed, $"the file with the weights has {blobs.Count} blobs for it, but it needs {needed}");
        return (_weights.Blob(blobs[0], layer.Place), needed == 1 ? null : _weights.Blob(blobs[1], layer.Place));
    }

    private void RequireCurrent(CaffeLayer layer)
    {
        if (layer.Bottoms is not [var bottom, ..]) return;
        // The first layer reads the image, whatever it is called.
        _current ??= Resolved(bottom);
        NetworkBuilder.Require(layer.Place, Resolved(bottom) == _current, $"it reads '{Printable.Text(bottom)}', but an AlexNet is a chain, and the layer before makes '{Printable.Text(_current)}'");
        NetworkBuilder.Require(layer.Place, layer.Bottoms.Count == 1 || layer.Type == "SoftmaxWithLoss", $"it reads {layer.Bottoms.Count} blobs, but an AlexNet is a chain");
    }

    private string Resolved(string blob) => _aliases.GetValueOrDefault(blob, blob);
}
