namespace AlexNet.Engine.Kernels.Convolution.Fft;

/// <summary>The parts of a convolution by Fourier transforms, in registers of one kind.</summary>
internal abstract unsafe class FftKernels
{
    /// <summary>Channels that are transformed together.</summary>
    public abstract int Lanes { get; }

    /// <summary>Tiles of the widest complex product.</summary>
    public abstract int Tiles { get; }

    /// <summary>Whether this CPU (and the runtime's settings) run them at full speed.</summary>
    public abstract bool IsSupported { get; }

    /// <summary>Lanes and tiles, as in <c>Fft16x14</c>.</summary>
    public string Name => $"Fft{Lanes}x{Tiles}";

    /// <summary>Floats of scratch memory of a thread: a tile, and what its transform needs.</summary>
    public int Scratch => (RealTransform16x16.Size * RealTransform16x16.Size + ComplexTransform16.Scratch) * Lanes;

    /// <summary>Transforms a group's block of output channels of the weights.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="source">The block's kernels, [channels][geometry.Inputs][kernel][kernel].</param>
    /// <param name="channels">Output channels of the block.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    /// <param name="target">The block at the first frequency.</param>
    public abstract void TransformWeights(FftGeometry geometry, ReadOnlySpan<float> source, int channels, float* scratch, float* target);

    /// <summary>Transforms one tile of a block of input channels.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="maps">First map of the block.</param>
    /// <param name="channels">Maps of the block.</param>
    /// <param name="row">First row of the tile's output.</param>
    /// <param name="column">First column of the tile's output.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    /// <param name="target">Where the first frequency goes.</param>
    /// <param name="stride">Floats to the next frequency.</param>
    public abstract void TransformInput(FftGeometry geometry, float* maps, int channels, int row, int column, float* scratch, float* target, nint stride);

    /// <summary>Multiplies all tiles of a pass with all weights of a group, at one frequency.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="pass">Where the tiles lie.</param>
    /// <param name="group">The group.</param>
    /// <param name="inputs">The frequency's inputs.</param>
    /// <param name="weights">The group's weights at the frequency.</param>
    /// <param name="outputs">The frequency's outputs.</param>
    public abstract void Multiply(FftGeometry geometry, in FftPass pass, int group, float* inputs, float* weights, float* outputs);

    /// <summary>Transforms one tile of a block of output channels back, and writes it with bias and ReLU.</summary>
    /// <param name="geometry">Sizes.</param>
    /// <param name="source">The first frequency.</param>
    /// <param name="stride">Floats to the next frequency.</param>
    /// <param name="scratch"><see cref="Scratch"/> floats.</param>
    /// <param name="bias">[lane].</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    /// <param name="maps">First map of the block.</param>
    /// <param name="channels">Maps of the block.</param>
    /// <param name="row">First row of the tile's output.</param>
    /// <param name="column">First column of the tile's output.</param>
    public abstract void TransformOutput(
        FftGeometry geometry, float* source, nint stride, float* scratch, float* bias, bool relu, float* maps, int channels, int row, int column);
}
