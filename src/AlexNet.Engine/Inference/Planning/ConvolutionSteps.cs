using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Convolution.SpaceToDepth;
using AlexNet.Engine.Kernels.Convolution.Winograd;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>What each algorithm can do, and the step that does it.</summary>
internal static unsafe class ConvolutionSteps
{
    /// <summary>The algorithms that can compute a layer, in the enumeration's order.</summary>
    public static IReadOnlyList<ConvolutionAlgorithm> For(ConvolutionLayer layer, MapShape input) =>
        [.. Enum.GetValues<ConvolutionAlgorithm>().Where(algorithm => Supports(algorithm, layer, input))];

    /// <summary>Whether an algorithm can compute a layer.</summary>
    public static bool Supports(ConvolutionAlgorithm algorithm, ConvolutionLayer layer, MapShape input) => algorithm switch
    {
        ConvolutionAlgorithm.Direct => DirectConvolutionStep.Supports(layer, input),
        ConvolutionAlgorithm.Im2Col or ConvolutionAlgorithm.ImplicitGemm => true,
        ConvolutionAlgorithm.Fft => FftConvolutionStep.Supports(layer, input),
        ConvolutionAlgorithm.Winograd2x2 or ConvolutionAlgorithm.Winograd4x4 => layer.Stride == 1 && Form(algorithm, layer.Kernel) is not null,
        ConvolutionAlgorithm.SpaceToDepth => layer.Stride > 1,
        ConvolutionAlgorithm.SpaceToDepthWinograd2x2 or ConvolutionAlgorithm.SpaceToDepthWinograd4x4 =>
            layer.Stride > 1 && Form(algorithm, new SpaceToDepthGeometry(layer, input).Dense.Kernel) is not null,
        _ => false,
    };

    /// <summary>Refuses an algorithm that cannot compute a layer.</summary>
    /// <exception cref="NotSupportedException">Says which can.</exception>
    public static void Require(ConvolutionAlgorithm algorithm, ConvolutionLayer layer, MapShape input)
    {
        if (!Supports(algorithm, layer, input))
            throw new NotSupportedException(
                $"layer '{layer.Name}': {algorithm} cannot compute a convolution of kernel {layer.Kernel} and stride {layer.Stride}; what can: {string.Join(", ", For(layer, input))}");
    }

    /// <summary>The step, its weights packed or transformed.</summary>
    /// <exception cref="NotSupportedException">The algorithm cannot compute this layer; says which can.</exception>
    public static Step Create(
        ConvolutionAlgorithm algorithm, ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile)
    {
        Require(algorithm, layer, input);
        return algorithm switch
        {
            ConvolutionAlgorithm.Direct => new DirectConvolutionStep(layer, input, weights, bias, relu),
            ConvolutionAlgorithm.Fft => new FftConvolutionStep(layer, input, weights, bias, relu),
            ConvolutionAlgorithm.Im2Col => new Im2ColConvolutionStep(layer, input, weights, bias, relu, tile),
            ConvolutionAlgorithm.ImplicitGemm => new ImplicitGemmConvolutionStep(layer, input, weights, bias, relu, tile),
            ConvolutionAlgorithm.Winograd2x2 or ConvolutionAlgorithm.Winograd4x4 =>
                new WinogradConvolutionStep(layer, input, weights, bias, relu, Narrow(tile), Form(algorithm, layer.Kernel)!),
            _ => CreateSpaceToDepth(algorithm, layer, input, weights, bias, relu, tile),
        };
    }

    private static SpaceToDepthStep CreateSpaceToDepth(
        ConvolutionAlgorithm algorithm, ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile)
    {
        var geometry = new SpaceToDepthGeometry(layer, input);
        var (dense, blocks) = (geometry.Dense, geometry.Blocks);
        using var singles = new SingleWeights(weights);
        var kernels = geometry.Kernels(singles.Span(0, checked((int)weights.Length)));
        fixed (float* data = kernels)
        {
            // The inner step copies what it needs while it is made.
            var packed = new WeightTensor(weights.Name, ElementType.Float32, [layer.Channels, blocks.Channels / layer.Groups, dense.Kernel, dense.Kernel], (nint)data, kernels);
            Step inner = algorithm == ConvolutionAlgorithm.SpaceToDepth
                ? new ImplicitGemmConvolutionStep(dense, blocks, packed, bias, relu, tile)
                : new WinogradConvolutionStep(dense, blocks, packed, bias, relu, Narrow(tile), Form(algorithm, dense.Kernel)!);
            return new SpaceToDepthStep(geometry, inner);
        }
    }

    private static WinogradForm? Form(ConvolutionAlgorithm algorithm, int kernel) =>
        WinogradForm.Find(algorithm is ConvolutionAlgorithm.Winograd2x2 or ConvolutionAlgorithm.SpaceToDepthWinograd2x2 ? 2 : 4, kernel);

    /// <summary>Winograd's products have few columns; a tile that somebody asked for by name stays.</summary>
    private static GemmTile Narrow(GemmTile tile) => ReferenceEquals(tile, GemmTiles.Best) ? GemmTiles.Narrow : tile;
}
