using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Fft;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Convolution, bias and ReLU by Fourier transforms of overlapping tiles: a product of spectra instead of a sum over the window.</summary>
/// <remarks>
/// Few tiles make it a question of memory: the spectra of the weights are 130 x 8 bytes for each of the kernels, 102 MB for the paper's conv3.
/// An infinity or NaN of the input spreads over its tile.
/// </remarks>
internal sealed unsafe class FftConvolutionStep : Step
{
    // Tiles of all images share the weights that are read; more than these would no longer have their spectra in the last cache.
    private const int TilesPerPass = 48;

    private readonly FftKernels _kernels;
    private readonly FftGeometry _geometry;
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly bool _relu;

    /// <summary>Transforms the weights with the kernels for this CPU.</summary>
    /// <exception cref="NotSupportedException">See <see cref="Supports"/>.</exception>
    public FftConvolutionStep(ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu)
        : this(layer, input, weights, bias, relu, FftKernelSets.Best) { }

    /// <summary>Transforms the weights with <paramref name="kernels"/>.</summary>
    public FftConvolutionStep(ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, FftKernels kernels)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        if (!Supports(layer, input))
            throw new NotSupportedException(
                $"layer '{layer.Name}': FFT convolution needs stride 1 and a kernel of at most {FftGeometry.MaxKernel}, but has stride {layer.Stride} and kernel {layer.Kernel}");
        _kernels = kernels;
        _relu = relu;
        _geometry = new FftGeometry(
            new ConvolutionGeometry(
                input.Channels, input.Height, input.Width, Output.Channels, Output.Height, Output.Width,
                layer.Kernel, layer.Stride, layer.Padding, layer.Groups),
            kernels.Lanes);
        _weights = NativeBuffer.Uncleared(_geometry.Weights);
        _bias = new NativeBuffer((long)layer.Groups * _geometry.OutputBlocks * kernels.Lanes);
        using var scratch = new NativeBuffer(kernels.Scratch);
        var kernel = layer.PatchLength(input);
        using var singles = new SingleWeights(weights);
        for (var i = 0; i < layer.Groups * _geometry.OutputBlocks; i++)
        {
            var (channel, channels) = OutputChannels(i);
            kernels.TransformWeights(_geometry, singles.Span((long)channel * kernel, channels * kernel), channels, scratch.Pointer, _weights.Pointer + i * _geometry.BlockWeights);
            bias.CopyTo(_bias.Span((long)i * kernels.Lanes, channels), channel);
        }
    }

    /// <summary>Whether a layer can be computed so. A stride would throw away most of what a tile computes.</summary>
    public static bool Supports(ConvolutionLayer layer, MapShape input) =>
        layer.Stride == 1 && layer.Kernel <= FftGeometry.MaxKernel && layer.OutputShape(input).IsValid;

    /// <inheritdoc/>
    public override long SharedScratch(int images)
    {
        var pass = new FftPass(_geometry, Math.Min(TilesPerPass, images * _geometry.TilesPerImage), _kernels.Tiles);
        return pass.Inputs + pass.Outputs;
    }

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => _kernels.Scratch;

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var tiles = run.Images * _geometry.TilesPerImage;
        for (var first = 0; first < tiles; first += TilesPerPass)
        {
            var pass = new FftPass(_geometry, Math.Min(TilesPerPass, tiles - first), _kernels.Tiles);
            var inputs = new TransformInputs { Step = this, Run = run, Pass = pass, FirstTile = first };
            run.Team.For(pass.Tiles * _geometry.Sizes.Groups * _geometry.InputBlocks, ref inputs);
            var product = new Multiply { Step = this, Run = run, Pass = pass };
            run.Team.For(Spectrum.Count * _geometry.Sizes.Groups, ref product);
            var outputs = new TransformOutputs { Step = this, Run = run, Pass = pass, FirstTile = first };
            run.Team.For(pass.Tiles * _geometry.Sizes.Groups * _geometry.OutputBlocks, ref outputs);
        }
    }

    /// <summary>First channel and number of channels of a block of output channels, counted through all groups.</summary>
    private (int First, int Count) OutputChannels(int block)
    {
        var (group, blockOfGroup) = Math.DivRem(block, _geometry.OutputBlocks);
        var channel = blockOfGroup * _geometry.Lanes;
        return (group * _geometry.Outputs + channel, Math.Min(_geometry.Lanes, _geometry.Outputs - channel));
    }

    /// <summary>A piece: one tile of one block of input channels. The next piece is the next tile, whose spectrum goes right behind in memory.</summary>
    private struct TransformInputs : IParallelBody
    {
        public required FftConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required FftPass Pass { get; init; }

        public required int FirstTile { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Step._geometry;
            var (block, tile) = Math.DivRem(index, Pass.Tiles);
            var (group, blockOfGroup) = Math.DivRem(block, geometry.InputBlocks);
            var (image, row, column) = geometry.Place(FirstTile + tile);
            var channel = blockOfGroup * geometry.Lanes;
            Step._kernels.TransformInput(
                geometry, Run.Input + image * Step.Input.Count + ((long)group * geometry.Inputs + channel) * Step.Input.Plane,
                Math.Min(geometry.Lanes, geometry.Inputs - channel), row, column, Run.Workers + worker * Run.WorkerStride,
                Run.Shared + Pass.Input(group, blockOfGroup, tile), Pass.InputStride);
        }
    }

    /// <summary>A piece: one group at one frequency.</summary>
    private struct Multiply : IParallelBody
    {
        public required FftConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required FftPass Pass { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Step._geometry;
            var (frequency, group) = Math.DivRem(index, geometry.Sizes.Groups);
            Step._kernels.Multiply(
                geometry, Pass, group, Run.Shared + frequency * Pass.InputStride,
                Step._weights.Pointer + frequency * geometry.FrequencyWeights + group * geometry.OutputBlocks * geometry.BlockWeights,
                Run.Shared + Pass.Inputs + frequency * Pass.OutputStride);
        }
    }

    /// <summary>A piece: one tile of one block of output channels, in the same order.</summary>
    private struct TransformOutputs : IParallelBody
    {
        public required FftConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required FftPass Pass { get; init; }

        public required int FirstTile { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Step._geometry;
            var (block, tile) = Math.DivRem(index, Pass.Tiles);
            var (group, blockOfGroup) = Math.DivRem(block, geometry.OutputBlocks);
            var (image, row, column) = geometry.Place(FirstTile + tile);
            var (channel, channels) = Step.OutputChannels(block);
            Step._kernels.TransformOutput(
                geometry, Run.Shared + Pass.Inputs + Pass.Output(group, blockOfGroup, tile), Pass.OutputStride, Run.Workers + worker * Run.WorkerStride,
                Step._bias.Pointer + block * geometry.Lanes, Step._relu,
                Run.Output + image * Step.Output.Count + (long)channel * Step.Output.Plane, channels, row, column);
        }
    }
}
