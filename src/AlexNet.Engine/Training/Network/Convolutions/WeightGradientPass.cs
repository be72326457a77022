using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>The gradient of a convolution's weights, summed over a batch's images in order, so that no sum depends on the threads.</summary>
internal abstract class WeightGradientPass : IDisposable
{
    /// <summary>Floats of scratch memory that all threads share, for so many images at once.</summary>
    public abstract long SharedScratch(int images);

    /// <summary>Floats of scratch memory for each thread.</summary>
    public abstract long WorkerScratch { get; }

    /// <summary>Adds the part of some images; the batch's first ones overwrite what the last batch left.</summary>
    public abstract void Add(in LayerRun run);

    /// <summary>Hands the sums to the optimizer.</summary>
    public abstract void Finish(ThreadTeam team, TrainingParameter weights, Optimizer optimizer);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Winograd's where it has the fewer multiplications and the register tile's rows are whole vectors; else products of patches.</summary>
    public static WeightGradientPass Create(ConvolutionLayer layer, MapShape input, ConvolutionChoices choices) => choices.WeightsByWinograd
        ? new WinogradWeightGradient(layer, input, GemmTiles.Narrow, choices.WinogradImages)
        : new PatchWeightGradient(layer, input, GemmTiles.Best, choices.BlockLines);
}
