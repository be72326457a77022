using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Rivals.Onnx.Int8;

/// <summary>
/// ONNX Runtime's static quantisation of everything that has weights: pairs of QuantizeLinear and DequantizeLinear on every tensor, between
/// which its optimiser puts integer operators. Maps have one scale, found by calibration; weights one an output.
/// </summary>
internal sealed class StaticInt8Export(Model model, IReadOnlyDictionary<string, (float Least, float Most)> ranges) : OnnxExport(model, null)
{
    private float _scale;
    private byte _zero;

    protected override void AddConvolution(Convolution layer, OnnxAttributes window)
    {
        if (Current == InputName) Quantize(InputName);
        Chain("Conv", layer.Name, window, Parameters(layer));
    }

    protected override void AddFullyConnected(FullyConnected layer, string output)
    {
        // Flattened maps have the scale of the maps.
        if (Current == "flatten") AddPair();
        Graph.Node("Gemm", layer.Name, [Current, .. Parameters(layer)], [output], new OnnxAttributes().Add("transB", 1));
    }

    protected override void AfterLayer(LayerShapes shapes)
    {
        if (shapes.Layer is Activation or ResponseNormalization) Quantize(Current);
        else if (shapes.Layer is MaxPooling) AddPair();
    }

    protected override string[] Parameters(Layer layer)
    {
        var weight = Model.Weight($"{layer.Name}.weight");
        var outputs = weight.Shape[0];
        var quantized = new ChannelQuantizer(weight.ToArray(), outputs);
        float[] scales = [.. quantized.Scales.Select(scale => scale * Factor)];
        float[] biasScales = [.. scales.Select(scale => scale * _scale)];
        int[] bias = [.. Model.Weight($"{layer.Name}.bias").ToArray().Select((value, output) => (int)MathF.Round(value / biasScales[output]))];
        Dequantize<sbyte>($"{layer.Name}.weight", quantized.Values, weight.Shape, scales);
        Dequantize<int>($"{layer.Name}.bias", bias, [outputs], biasScales);
        return [$"{layer.Name}.weight", $"{layer.Name}.bias"];
    }

    private void Dequantize<T>(string name, T[] values, IReadOnlyList<int> shape, float[] scales) where T : unmanaged
    {
        string[] inputs =
        [
            Graph.Initializer<T>($"{name}.int", values, shape), Graph.Initializer<float>($"{name}.scales", scales, scales.Length),
            Graph.Initializer<T>($"{name}.zeros", new T[scales.Length], scales.Length),
        ];
        Graph.Node("DequantizeLinear", $"{name}.dequantize", inputs, [name], new OnnxAttributes().Add("axis", 0));
    }

    /// <summary>The current tensor in eight bits, by its own range.</summary>
    private void Quantize(string tensor)
    {
        var (least, most) = ranges[tensor];
        _scale = (Math.Max(most, 0) - Math.Min(least, 0)) / byte.MaxValue;
        _zero = (byte)MathF.Round(-Math.Min(least, 0) / _scale);
        AddPair();
    }

    private void AddPair()
    {
        var tensor = Current;
        string[] how = [Graph.Initializer<float>($"{tensor}.scale", [_scale]), Graph.Initializer<byte>($"{tensor}.zero", [_zero])];
        Graph.Node("QuantizeLinear", $"{tensor}.quantize", [tensor, .. how], [$"{tensor}.q"]);
        Graph.Node("DequantizeLinear", $"{tensor}.dequantize", [$"{tensor}.q", .. how], [$"{tensor}.dq"]);
        Continue($"{tensor}.dq");
    }
}
