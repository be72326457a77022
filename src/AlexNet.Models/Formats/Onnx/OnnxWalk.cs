using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>Goes along a graph from the image on, from each tensor to the one node that reads it, and puts together the chain of layers that it is.</summary>
internal sealed class OnnxWalk
{
    private readonly OnnxGraph _graph;
    private readonly OnnxConstants _constants;
    private readonly NetworkBuilder _network;
    private readonly OnnxWeightedLayers _weighted;
    private readonly HashSet<OnnxNode> _seen = [];
    private int _padded;

    private OnnxWalk(OnnxGraph graph, OnnxConstants constants, CancellationToken cancellation)
    {
        var shape = graph.InputShape;
        if (shape.Count != 4 || shape.Skip(1).Any(extent => extent is < 1 or > int.MaxValue))
            throw new RefusedException(graph.InputPlace, $"its shape is {Extents.Text(shape.Take(8))} (-1: not fixed), but an AlexNet reads [images, 3, side, side] of a fixed side", "export the network with a fixed size of image");
        (_graph, _constants) = (graph, constants);
        _network = new NetworkBuilder(graph.InputPlace, new MapShape((int)shape[1], (int)shape[2], (int)shape[3]));
        _weighted = new OnnxWeightedLayers(_network, constants, cancellation);
    }

    /// <summary>The chain of layers.</summary>
    /// <exception cref="RefusedException">A node is of a kind that AlexNet has not, does not fit the one before, or reads what is not in the file.</exception>
    public static ImportedNetwork Go(OnnxGraph graph, OnnxConstants constants, CancellationToken cancellation)
    {
        var walk = new OnnxWalk(graph, constants, cancellation);
        for (var current = graph.Input; walk.Next(current) is { } next;) current = next;
        walk._network.CompleteBiases();
        return walk._network.Build();
    }

    /// <summary>Takes the node that reads a tensor, and those that belong to it; what they make, or null at the end.</summary>
    private string? Next(string current)
    {
        var readers = _graph.Readers(current);
        if (readers.Count == 0) return _graph.Outputs.Contains(current) ? null : throw new RefusedException($"tensor '{Printable.Text(current)}'", "no node reads it, and the graph does not put it out");
        var node = readers[0];
        node.Require(_seen.Add(node), $"the graph leads back to it, but an AlexNet is a chain");
        if (readers.Count > 1) return OnnxNormalization.TakeComposite(_graph, _constants, _network, current) ?? throw node.Refuse($"{readers.Count} nodes read '{Printable.Text(current)}' as it does, but an AlexNet is a chain");
        if (node.Operation == "Split") return OnnxNormalization.TakeTowers(_graph, _constants, _network, node);
        node.Require(_padded == 0 || node.Operation is "Conv" or "QLinearConv", $"a Pad node comes before it, but only convolutions pad in AlexNet");
        Take(node, current);
        return node.Output;
    }

    private void Take(OnnxNode node, string current)
    {
        switch (node.Operation)
        {
            case "Conv" or "QLinearConv" or "Gemm" or "com.microsoft.QGemm" or "MatMul" or "QLinearMatMul" or "Add" or "com.microsoft.QLinearAdd":
                _weighted.Take(node, current, _padded);
                _padded = 0;
                break;
            case "Relu":
                _network.Add(node.Place, new Activation(node.Place, ActivationFunction.Relu));
                break;
            case "Sigmoid":
                _network.Add(node.Place, new Activation(node.Place, ActivationFunction.Sigmoid));
                break;
            case "Tanh":
                _network.Add(node.Place, new Activation(node.Place, ActivationFunction.Tanh));
                break;
            case "LRN":
                _network.AddNormalization(node.Place, OnnxNormalization.Of(node), towers: 1);
                break;
            case "MaxPool":
                _network.AddPooling(node.Place, OnnxWindow.Of(node, kernel: null, _network.Shape));
                break;
            case "Dropout":
                _network.Add(node.Place, new Dropout(node.Place, RateOf(node), DropoutScaling.InTraining));
                break;
            case "Mul":
                var factor = node.Inputs.Count == 2 ? node.Inputs[node.Inputs[0] == current ? 1 : 0] : null;
                _network.AddFactor(node.Place, _constants.Number(factor, "its factor", node) ?? throw node.Refuse("it multiplies by more than one number, but the only factor we know is that of dropout"));
                break;
            case "Softmax":
                _network.Add(node.Place, new Softmax(node.Place));
                break;
            case "Pad":
                _padded = OnnxPadding.Behind(node, _constants);
                break;
            case "QuantizeLinear":
                _weighted.AddClamp(node, node.Input(2));
                break;
            case "Flatten" or "Reshape" or "Squeeze":
                RequireFlat(node);
                break;
            case "AveragePool" or "GlobalAveragePool":
                RequireNothing(node);
                break;
            case "Identity" or "Cast" or "DequantizeLinear":
                break;
            default:
                throw node.Refuse("no AlexNet has a layer of that kind");
        }
    }

    private float RateOf(OnnxNode node)
    {
        if (node.Input(1) is { } ratio) return _constants.Number(ratio, "its ratio", node) ?? throw node.Refuse("its ratio is more than one number");
        return node.Single("ratio", 0.5f);
    }

    /// <summary>From maps to [images][values], in the order [channel][row][column] in which a fully connected layer reads them anyway.</summary>
    private void RequireFlat(OnnxNode node)
    {
        if (node.Operation == "Flatten") node.Require(node.Integer("axis", 1) == 1, $"it flattens from extent {node.Integer("axis", 1)} on, but images must stay apart (axis 1)");
        // A shape that the graph computes is that of its own tensors; one that stands in the file must be for images of as many values.
        if (node.Operation != "Reshape" || !_constants.Has(node.Input(1))) return;
        var shape = _constants.Numbers(node.Input(1), "its shape", node);
        var values = shape.Skip(1).Aggregate(1.0, (product, extent) => product * extent);
        node.Require(shape.Length >= 2 && (values == _network.Shape.Count || (shape[1] == -1 && values == -1)), $"its shape is {Extents.Text(shape.Take(8))}, but one image has {_network.Shape.Count} values here");
    }

    /// <summary>torchvision's adaptive average pooling, which at the usual size of image has windows of one place.</summary>
    private void RequireNothing(OnnxNode node)
    {
        if (node.Operation == "GlobalAveragePool") node.Require(_network.Shape.Plane == 1, $"it averages maps of {_network.Shape.Height}x{_network.Shape.Width}, but an AlexNet averages nothing");
        else node.Require(OnnxWindow.Of(node, kernel: null, _network.Shape) is { Kernel: 1, Stride: 1, Padding: 0, PaddingAfter: 0 }, $"it averages over windows, but an AlexNet averages nothing (at its usual size of image)");
    }
}
