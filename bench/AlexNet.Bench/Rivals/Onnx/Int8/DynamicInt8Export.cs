using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Rivals.Onnx.Int8;

/// <summary>
/// ONNX Runtime's dynamic quantisation of the fully connected layers: int8 weights with a scale an output, inputs made 8-bit at every run. The
/// nodes are those that its own tool writes, which its optimiser knows and fuses.
/// </summary>
internal sealed class DynamicInt8Export(Model model, WeightsFile weights) : OnnxExport(model, weights)
{
    protected override void AddFullyConnected(FullyConnected layer, string output)
    {
        var weight = Model.Weight($"{layer.Name}.weight");
        var quantized = new ChannelQuantizer(weight.ToArray(), layer.Outputs);
        var name = layer.Name;
        var matrix = Graph.Initializer<sbyte>($"{name}.int8", ChannelQuantizer.Transpose(quantized.Values, layer.Outputs), weight.Shape[1], weight.Shape[0]);
        var scales = Graph.Initializer<float>($"{name}.scales", [.. quantized.Scales.Select(scale => scale * Factor)], layer.Outputs);
        var zero = Graph.Initializer<sbyte>($"{name}.zero", [0]);
        var bias = Graph.Initializer<float>($"{name}.bias", Model.Weight($"{name}.bias").ToArray(), layer.Outputs);
        Graph.Node("DynamicQuantizeLinear", $"{name}.quantize", [Current], [$"{name}.x", $"{name}.xscale", $"{name}.xzero"]);
        Graph.Node("MatMulInteger", name, [$"{name}.x", matrix, $"{name}.xzero", zero], [$"{name}.sums"]);
        Graph.Node("Cast", $"{name}.cast", [$"{name}.sums"], [$"{name}.float"], new OnnxAttributes().Add("to", (int)OnnxType.Float));
        Graph.Node("Mul", $"{name}.factors", [$"{name}.xscale", scales], [$"{name}.factor"]);
        Graph.Node("Mul", $"{name}.scale", [$"{name}.float", $"{name}.factor"], [$"{name}.product"]);
        Graph.Node("Add", $"{name}.add", [$"{name}.product", bias], [output]);
    }
}
