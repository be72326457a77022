using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>A convolution's outputs from its inputs, or the gradient of its inputs from that of its outputs. Weights are packed anew for every pass.</summary>
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

    /// <summary>The way forward, by inference's table of measured rules.</summary>
    public static ConvolutionPass Forward(ConvolutionLayer layer, MapShape input, TrainingParameter weights, TrainingParameter bias, bool relu) =>
        WinogradPass.Suits(layer, input) ? new WinogradPass(layer, input, weights, bias, relu) : new GemmPass(layer, input, GemmTiles.Best, weights, bias, relu);

    /// <summary>
    /// The way back. With stride 1 it is a convolution too, of the output gradient with the kernels turned by half a circle, channels and outputs exchanged; any other
    /// stride scatters the gradients of patches.
    /// </summary>
    public static ConvolutionPass Backward(ConvolutionLayer layer, MapShape input, TrainingParameter weights)
    {
        if (layer.Stride != 1) return new PatchScatterPass(layer, input, GemmTiles.Best, weights);
        var turned = layer with { Channels = input.Channels, Padding = layer.Kernel - 1 - layer.Padding };
        var gradient = layer.OutputShape(input);
        return WinogradPass.Suits(turned, gradient) ? new WinogradPass(turned, gradient, weights, null, false) : new GemmPass(turned, gradient, GemmTiles.Best, weights, null, false);
    }

    /// <summary>Whether the table would have Winograd compute it.</summary>
    protected static bool IsWinograd(ConvolutionLayer layer, MapShape input) =>
        ConvolutionRules.Choose(new ConvolutionWork(layer, input, 1, 1), _ => true) == ConvolutionAlgorithm.Winograd4x4;
}
