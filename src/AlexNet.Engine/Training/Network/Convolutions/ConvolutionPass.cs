using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// A convolution's outputs from its inputs, or the gradient of its inputs from that of its outputs. Weights are packed anew for every pass.
/// </summary>
internal abstract class ConvolutionPass : IDisposable
{
    /// <summary>Floats of scratch memory that all threads share, for so many images at once.</summary>
    public virtual long SharedScratch(int images) => 0;

    /// <summary>Floats of scratch memory for each thread.</summary>
    public abstract long WorkerScratch(int images);

    /// <summary>Packs the weights, which have changed.</summary>
    public abstract void Prepare(ThreadTeam team);

    /// <summary>Computes some images.</summary>
    public abstract void Run(in StepRun run);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The way forward.</summary>
    public static ConvolutionPass Forward(
        ConvolutionLayer layer, MapShape input, TrainingParameter weights, TrainingParameter bias, bool relu, ConvolutionChoices choices) =>
        choices.ForwardByWinograd ? new WinogradPass(layer, input, weights, bias, relu) : new GemmPass(layer, input, GemmTiles.Best, weights, bias, relu);

    /// <summary>
    /// The way back. With stride 1 it is a convolution too, of the output gradient with the kernels turned by half a circle, channels and outputs
    /// exchanged; any other stride scatters the gradients of patches.
    /// </summary>
    public static ConvolutionPass Backward(ConvolutionLayer layer, MapShape input, TrainingParameter weights, ConvolutionChoices choices)
    {
        var parts = choices.InputGradientParts;
        var gradient = layer.OutputShape(input);
        ConvolutionPass pass = layer.Stride != 1
            ? new PatchScatterPass(layer with { Groups = layer.Groups * parts }, input with { Channels = input.Channels * parts }, GemmTiles.Best, weights)
            : choices.BackwardByWinograd ? new WinogradPass(Turned(layer, input, parts), gradient, weights, null, false)
            : new GemmPass(Turned(layer, input, parts), gradient, GemmTiles.Best, weights, null, false);
        return parts == 1 ? pass : new PartsPass(pass, input);
    }

    /// <summary>
    /// The convolution of the output gradient that gives the input gradient, for layers of stride 1. Parts of the outputs are groups: each reads its part of the
    /// gradient and writes all input maps.
    /// </summary>
    public static ConvolutionLayer Turned(ConvolutionLayer layer, MapShape input, int parts) =>
        layer with { Channels = input.Channels * parts, Groups = layer.Groups * parts, Padding = layer.Kernel - 1 - layer.Padding };

    /// <summary>Whether the table would have Winograd compute it.</summary>
    protected static bool IsWinograd(ConvolutionLayer layer, MapShape input) =>
        ConvolutionRules.Choose(new ConvolutionWork(layer, input, 1, 1), _ => true) == ConvolutionAlgorithm.Winograd4x4;
}
