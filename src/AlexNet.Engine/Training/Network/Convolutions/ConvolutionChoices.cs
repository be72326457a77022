using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// What computes a convolution, and in which portions it sums: chosen for the whole layer, and followed by each device's share of it, so that every sum is the same
/// whoever makes it.
/// </summary>
/// <param name="ForwardByWinograd">The way forward: by Winograd, or as a matrix product.</param>
/// <param name="BackwardByWinograd">The way back; never with a stride.</param>
/// <param name="WeightsByWinograd">The gradient of the weights.</param>
/// <param name="InputGradientParts">Parts of the outputs in which the input's gradient is summed: see <see cref="Network.InputGradientParts"/>.</param>
/// <param name="WinogradImages">Images of a portion of the weight gradient's sums, by Winograd.</param>
/// <param name="BlockLines">Lines of places of a portion of those sums, otherwise.</param>
internal sealed record ConvolutionChoices(
    bool ForwardByWinograd, bool BackwardByWinograd, bool WeightsByWinograd, int InputGradientParts, int WinogradImages, int BlockLines)
{
    /// <summary>The choices for a layer: inference's table of measured rules.</summary>
    public static ConvolutionChoices Of(ConvolutionLayer layer, MapShape input)
    {
        var parts = Network.InputGradientParts.Of(layer);
        var byWinograd = WinogradWeightGradient.Suits(layer, input, GemmTiles.Narrow);
        return new ConvolutionChoices(
            WinogradPass.Suits(layer, input),
            layer.Stride == 1 && WinogradPass.Suits(ConvolutionPass.Turned(layer, input, parts), layer.OutputShape(input)),
            byWinograd,
            parts,
            byWinograd ? WinogradWeightGradient.ImagesAtOnce(layer, input, GemmTiles.Narrow) : 1,
            ConvolutionWeightGradient.BlockLines(GemmTiles.Best, LayerGeometry.Of(layer, input)));
    }
}
