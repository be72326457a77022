using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Direct;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Convolution, bias and ReLU straight from the padded input, without any matrix.</summary>
internal sealed unsafe class DirectConvolutionStep : Step
{
    private const int PiecesPerThread = 4;

    private readonly DirectTile _tile;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly int _blocks;
    private readonly bool _relu;

    /// <summary>Packs the weights for the register tile of this CPU.</summary>
    public DirectConvolutionStep(ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu)
        : this(layer, input, weights, bias, relu, DirectTiles.Best) { }

    /// <summary>Packs the weights for <paramref name="tile"/>.</summary>
    public DirectConvolutionStep(ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, DirectTile tile)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        _tile = tile;
        _relu = relu;
        _geometry = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, Output.Channels, Output.Height, Output.Width,
            layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
        _blocks = DirectWeights.Blocks(tile, _geometry.GroupChannels);
        _weights = new NativeBuffer(BlockWeights * _blocks * layer.Groups);
        _bias = new NativeBuffer((long)_blocks * tile.Channels * layer.Groups);
        using var singles = new SingleWeights(weights);
        var length = _geometry.GroupChannels * _geometry.Depth;
        for (var g = 0; g < layer.Groups; g++)
        {
            DirectWeights.Pack(tile, singles.Span((long)g * length, length), _geometry.GroupChannels, _geometry.Depth, _weights.Pointer + g * _blocks * BlockWeights);
            bias.CopyTo(_bias.Span((long)g * _blocks * tile.Channels, _geometry.GroupChannels), (long)g * _geometry.GroupChannels);
        }
    }

    private long BlockWeights => (long)_geometry.Depth * _tile.Channels;

    /// <summary>Every convolution can be computed so.</summary>
    public static bool Supports(ConvolutionLayer layer, MapShape input) => layer.OutputShape(input).IsValid;

    /// <inheritdoc/>
    public override long SharedScratch(int images) => _geometry.PhaseImage * images;

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var phases = new WritePhaseImages(_geometry, run);
        run.Team.For(run.Images * Input.Channels, ref phases);
        // A band is as many rows as leave enough pieces for the threads: within it a block's weights and the rows of input stay in cache.
        var blocks = run.Images * _geometry.Groups * _blocks;
        var bands = Math.Clamp((run.Team.Size * PiecesPerThread + blocks - 1) / blocks, 1, _geometry.OutputHeight);
        var rows = (_geometry.OutputHeight + bands - 1) / bands;
        var sums = new Convolve { Step = this, Run = run, Rows = rows, Bands = (_geometry.OutputHeight + rows - 1) / rows };
        run.Team.For(blocks * sums.Bands, ref sums);
    }

    /// <summary>A piece: a band of rows of one block of output channels of one image.</summary>
    private struct Convolve : IParallelBody
    {
        public required DirectConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required int Rows { get; init; }

        public required int Bands { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Step._geometry;
            var tile = Step._tile;
            var (block, band) = Math.DivRem(index, Bands);
            var (slice, blockOfGroup) = Math.DivRem(block, Step._blocks);
            var (image, group) = Math.DivRem(slice, geometry.Groups);
            var blockOfLayer = group * Step._blocks + blockOfGroup;
            var channel = blockOfGroup * tile.Channels;
            DirectConvolution.Run(
                tile, geometry,
                Run.Shared + image * geometry.PhaseImage + (long)group * (geometry.InputChannels / geometry.Groups) * geometry.PhaseChannel,
                Step._weights.Pointer + blockOfLayer * Step.BlockWeights,
                Step._bias.Pointer + blockOfLayer * tile.Channels,
                Run.Output + image * Step.Output.Count + ((long)group * geometry.GroupChannels + channel) * geometry.Places,
                Math.Min(tile.Channels, geometry.GroupChannels - channel),
                band * Rows, Math.Min(geometry.OutputHeight, (band + 1) * Rows), Step._relu);
        }
    }
}
