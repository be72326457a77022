using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Kernels.Reference;

/// <summary>A whole network in double precision, one layer after the other: the yardstick of every session. Takes seconds an image.</summary>
internal static class ReferenceNetwork
{
    /// <summary>Runs one image and returns the last layer's output.</summary>
    /// <param name="model">The network and its weights.</param>
    /// <param name="input">One image, [channels][height][width], after preprocessing.</param>
    /// <param name="layerDone">Is given every layer and its output, in order.</param>
    public static double[] Run(Model model, ReadOnlySpan<float> input, Action<Layer, double[]>? layerDone = null)
    {
        var architecture = model.Architecture;
        if (input.Length != architecture.Input.Count)
            throw new ShapeException("input", $"{input.Length} values", $"{architecture.Input.Count} ({architecture.Input})");

        var values = new double[input.Length];
        for (var i = 0; i < values.Length; i++) values[i] = input[i];
        foreach (var shapes in architecture.Shapes)
        {
            values = Run(model, shapes, values);
            layerDone?.Invoke(shapes.Layer, values);
        }
        return values;
    }

    private static double[] Run(Model model, LayerShapes shapes, double[] x) => shapes.Layer switch
    {
        Layers.Convolution layer => Convolve(model, layer, shapes.Input, shapes.Output, x),
        Layers.FullyConnected layer => ReferenceFullyConnected.Run(x, Weight(model, layer), Bias(model, layer)),
        Activation layer => ReferenceActivation.Run(x, layer.Function),
        ResponseNormalization layer => Normalize(model.Architecture.Towers, layer, shapes.Input, x),
        MaxPooling layer => ReferenceMaxPooling.Run(
            x, shapes.Input.Channels, shapes.Input.Height, shapes.Input.Width, layer.Window, layer.Stride, shapes.Output.Height, shapes.Output.Width),
        Dropout layer => ReferenceActivation.Scale(x, layer.TestFactor),
        Layers.Softmax => ReferenceSoftmax.Run(x),
        _ => throw new NotSupportedException($"layer '{shapes.Layer.Name}': no reference for the kind {shapes.Layer.Kind}"),
    };

    private static double[] Convolve(Model model, Layers.Convolution layer, MapShape input, MapShape output, double[] x) =>
        ReferenceConvolution.Run(
            x, input.Channels, input.Height, input.Width, Weight(model, layer), Bias(model, layer),
            layer.Channels, layer.Kernel, layer.Stride, layer.Padding, layer.Groups, output.Height, output.Width);

    private static double[] Normalize(int towers, ResponseNormalization layer, MapShape input, double[] x) =>
        layer.Window == NormalizationWindow.WithinMap
            ? ReferenceResponseNormalization.WithinMap(x, input.Channels, input.Height, input.Width, layer.Size, layer.K, layer.Alpha, layer.Beta)
            : ReferenceResponseNormalization.AcrossMaps(
                x, input.Channels, input.Plane, layer.Window == NormalizationWindow.WithinTower ? towers : 1, layer.Size, layer.K, layer.Alpha, layer.Beta);

    private static float[] Weight(Model model, Layer layer) => model.Weight($"{layer.Name}.weight").ToArray();

    private static float[] Bias(Model model, Layer layer) => model.Weight($"{layer.Name}.bias").ToArray();
}
