using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>A convolution's input gradient from its output gradient. A piece is one group of one image.</summary>
internal abstract unsafe class InputGradientPass : IDisposable
{
    /// <summary>Floats of scratch memory for each thread.</summary>
    public abstract long WorkerScratch { get; }

    /// <summary>A convolution with turned kernels for stride 1; any other stride scatters the gradients of patches.</summary>
    public static InputGradientPass Create(ConvolutionGeometry geometry, GemmTile tile, TrainingParameter weights) =>
        geometry.Stride == 1 ? new FlippedConvolutionPass(geometry, tile, weights) : new PatchScatterPass(geometry, tile, weights);

    /// <summary>Packs the weights, which have changed.</summary>
    public abstract void Prepare(ThreadTeam team);

    /// <summary>Computes one piece.</summary>
    /// <param name="outputGradient">[images][output shape].</param>
    /// <param name="inputGradient">[images][input shape].</param>
    /// <param name="index">Number of the piece: image x groups + group.</param>
    /// <param name="scratch"><see cref="WorkerScratch"/> floats.</param>
    public abstract void Run(float* outputGradient, float* inputGradient, int index, float* scratch);

    /// <inheritdoc/>
    public abstract void Dispose();
}
