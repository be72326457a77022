using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Models.Formats.Matching;

namespace AlexNet.Models.Formats.Onnx;

/// <summary>Nodes with weights: convolutions and fully connected layers, in single precision and quantised, of which the weights are dequantised.</summary>
internal sealed class OnnxWeightedLayers(NetworkBuilder network, OnnxConstants constants, CancellationToken cancellation)
{
    /// <summary>Adds the layer that a node is, or the biases that it adds to the layer before.</summary>
    /// <param name="node">The node.</param>
    /// <param name="current">Name of the tensor that comes from the image.</param>
    /// <param name="padded">Places that a Pad node before a convolution has added.</param>
    public void Take(OnnxNode node, string current, int padded)
    {
        switch (node.Operation)
        {
            case "Conv":
                RequireFirst(node, current);
                AddConvolution(node, constants.Weights(node.Input(1), "its weights", node), node.Input(2) is { } bias ? constants.Weights(bias, "its biases", node) : null, padded);
                break;
            case "QLinearConv":
                // x, its scale and zero point; weights, theirs; the output's scale and zero point; biases, in steps of both scales.
                RequireFirst(node, current);
                AddConvolution(node, constants.Dequantized(node, "its weights", node.Input(3), [node.Input(4)], node.Input(5), axis: 0), QuantizedBias(node, node.Input(8), node.Input(1), node.Input(4)), padded);
                AddClamp(node, node.Input(7));
                break;
            case "Gemm":
                RequireFirst(node, current);
                AddGemm(node, constants.Weights(node.Input(1), "its weights", node), node.Input(2) is { } c ? constants.Weights(c, "its biases", node) : null);
                break;
            case "com.microsoft.QGemm":
                // a, its scale and zero point; b, its; biases; the output's scale and zero point, without which it puts out singles.
                RequireFirst(node, current);
                var rows = node.Integer("transB", 0) != 0;
                AddGemm(node, constants.Dequantized(node, "its weights", node.Input(3), [node.Input(4)], node.Input(5), axis: rows ? 0 : 1), QuantizedBias(node, node.Input(6), node.Input(1), node.Input(4)));
                if (node.Input(7) is not null) AddClamp(node, node.Input(8));
                break;
            case "MatMul":
                RequireFirst(node, current);
                AddMatrix(node, constants.Weights(node.Input(1), "its weights", node), isTransposed: false, bias: null);
                break;
            case "QLinearMatMul":
                RequireFirst(node, current);
                AddMatrix(node, constants.Dequantized(node, "its weights", node.Input(3), [node.Input(4)], node.Input(5), axis: 1), isTransposed: false, bias: null);
                AddClamp(node, node.Input(7));
                break;
            case "Add":
                AddBias(node, constants.Weights(node.Inputs.FirstOrDefault(input => input != current), "its biases", node));
                break;
            default:
                // QLinearAdd: a, its scale and zero point; b, its; the output's scale and zero point.
                var first = node.Input(0) == current ? 3 : 0;
                AddBias(node, constants.Dequantized(node, "its biases", node.Input(first), [node.Input(first + 1)], node.Input(first + 2), axis: 0));
                AddClamp(node, node.Input(7));
                break;
        }
    }

    /// <summary>
    /// What rounding an output to bytes does beside rounding it: where the least byte stands for 0, everything below becomes 0, and the quantiser that knew so
    /// has left out the ReLU.
    /// </summary>
    /// <param name="node">The node that rounds.</param>
    /// <param name="zeroPoint">Name of the byte that stands for 0; null for 0.</param>
    public void AddClamp(OnnxNode node, string? zeroPoint)
    {
        if (network.IsEmpty || network.IsNotNegative) return;
        var least = 0.0;
        var zero = 0.0;
        if (zeroPoint is not null)
        {
            least = constants.TypeOf(zeroPoint, "the zero point of its output", node) == OnnxType.Int8 ? sbyte.MinValue : 0;
            zero = constants.Number(zeroPoint, "the zero point of its output", node) ?? throw node.Refuse("its output has more than one zero point");
        }
        if (zero == least) network.Add(node.Place, new Activation(node.Place, ActivationFunction.Relu));
    }

    private void AddConvolution(OnnxNode node, WeightTensor weights, WeightTensor? bias, int padded)
    {
        node.Require(weights.Shape.Count == 4, $"its weights are {Extents.Text(weights.Shape)}, but a convolution's have four extents");
        var groups = (int)Math.Clamp(node.Integer("group", 1), 0, int.MaxValue);
        network.AddConvolution(node.Place, OnnxWindow.Of(node, weights.Shape[2], network.Shape, padded), groups, weights, bias);
    }

    /// <summary>alpha * A * B + beta * C, where A must be the images' values, one row each.</summary>
    private void AddGemm(OnnxNode node, WeightTensor weights, WeightTensor? bias)
    {
        node.Require(node.Integer("transA", 0) == 0, $"it turns the images' values (transA), which would sum over images");
        AddMatrix(node, weights.Scaled(node.Single("alpha", 1), cancellation), node.Integer("transB", 0) != 0, bias?.Scaled(node.Single("beta", 1), cancellation));
    }

    /// <param name="node">The node.</param>
    /// <param name="weights">A matrix.</param>
    /// <param name="isTransposed">Whether it is [outputs][inputs], as ours is, and not [inputs][outputs].</param>
    /// <param name="bias">The biases; null for none, or for a node that follows.</param>
    private void AddMatrix(OnnxNode node, WeightTensor weights, bool isTransposed, WeightTensor? bias)
    {
        node.Require(weights.Shape.Count == 2, $"its weights are {Extents.Text(weights.Shape)}, but a fully connected layer's are a matrix");
        var inputs = weights.Shape[isTransposed ? 1 : 0];
        node.Require(inputs == network.Shape.Count, $"its weights {Extents.Text(weights.Shape)} are for {inputs} inputs, but there are {network.Shape.Count} ({network.Shape})");
        var outputs = weights.Shape[isTransposed ? 0 : 1];
        // One number for all outputs is a bias too.
        if (bias is { Length: 1 } && outputs > 1) bias = Repeated(bias, outputs);
        network.AddFullyConnected(node.Place, isTransposed ? weights : weights.Transposed(cancellation), bias);
    }

    private void AddBias(OnnxNode node, WeightTensor bias) => node.Require(network.TryAddBias(node.Place, bias), $"it adds constants, but not to a convolution or matrix product without biases");

    private WeightTensor? QuantizedBias(OnnxNode node, string? bias, string? inputScale, string? weightScale) =>
        bias is null ? null : constants.Dequantized(node, "its biases", bias, [inputScale, weightScale], zeroPoint: null, axis: 0);

    private WeightTensor Repeated(WeightTensor single, int count)
    {
        var value = single.ToArray()[0];
        return DerivedWeights.Zeros(count).Map(cancellation, (part, _) => part.Fill(value));
    }

    private static void RequireFirst(OnnxNode node, string current) => node.Require(node.Input(0) == current, $"it reads '{Printable.Text(current)}' as something else than its first input");
}
