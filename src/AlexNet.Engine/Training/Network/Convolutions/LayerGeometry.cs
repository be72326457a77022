using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>From a layer to the sizes that kernels want.</summary>
internal static class LayerGeometry
{
    /// <summary>The sizes of a layer with that input.</summary>
    public static ConvolutionGeometry Of(ConvolutionLayer layer, MapShape input)
    {
        var output = layer.OutputShape(input);
        return new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, output.Channels, output.Height, output.Width,
            layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
    }
}
