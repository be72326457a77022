using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Convolution, bias and ReLU by im2col and a packed matrix product.</summary>
internal sealed unsafe class ConvolutionStep : Step
{
    // A piece of work of several panels asks less often for the next; fewer share out better.
    private const int MaxPanels = 8;
    private const int PiecesPerThread = 4;

    private readonly GemmTile _tile;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly long _groupWeights;
    private readonly int _groupBias;
    private readonly bool _relu;

    /// <summary>Packs the weights for <paramref name="tile"/>.</summary>
    public ConvolutionStep(ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        _tile = tile;
        _relu = relu;
        _geometry = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, Output.Channels, Output.Height, Output.Width,
            layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
        _groupWeights = GemmPacking.PackedLength(tile, _geometry.GroupChannels, _geometry.Depth);
        _groupBias = GemmPacking.Panels(_geometry.GroupChannels, tile.Rows) * tile.Rows;
        _weights = new NativeBuffer(_groupWeights * layer.Groups);
        _bias = new NativeBuffer((long)_groupBias * layer.Groups);
        var group = new float[_geometry.GroupChannels * _geometry.Depth];
        for (var g = 0; g < layer.Groups; g++)
        {
            weights.CopyTo(group, (long)g * group.Length);
            GemmPacking.PackRows(tile, group, _geometry.GroupChannels, _geometry.Depth, _weights.Pointer + g * _groupWeights);
            bias.CopyTo(_bias.Span((long)g * _groupBias, _geometry.GroupChannels), (long)g * _geometry.GroupChannels);
        }
    }

    /// <inheritdoc/>
    public override long SharedScratch(int images) => _geometry.PhaseImage * images;

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Im2ColGemmConvolution.PanelScratch(_tile, _geometry.Depth);

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var phases = new WritePhases { Step = this, Run = run };
        run.Team.For(run.Images * Input.Channels, ref phases);
        var panels = GemmPacking.Panels(_geometry.Places, _tile.Columns);
        var perPiece = Math.Clamp(panels * run.Images * _geometry.Groups / (run.Team.Size * PiecesPerThread), 1, MaxPanels);
        var product = new Multiply { Step = this, Run = run, Panels = panels, PerPiece = perPiece, Pieces = (panels + perPiece - 1) / perPiece };
        run.Team.For(run.Images * _geometry.Groups * product.Pieces, ref product);
    }

    /// <summary>A piece: one channel of one image.</summary>
    private struct WritePhases : IParallelBody
    {
        public required ConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Step._geometry;
            var (image, channel) = Math.DivRem(index, geometry.InputChannels);
            PhaseImage.WriteChannel(
                geometry, Run.Input + (long)index * Step.Input.Plane,
                Run.Shared + image * geometry.PhaseImage + (long)channel * geometry.PhaseChannel);
        }
    }

    /// <summary>A piece: some column panels of one group of one image.</summary>
    private struct Multiply : IParallelBody
    {
        public required ConvolutionStep Step { get; init; }

        public required StepRun Run { get; init; }

        public required int Panels { get; init; }

        public required int PerPiece { get; init; }

        public required int Pieces { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Step._geometry;
            var (slice, piece) = Math.DivRem(index, Pieces);
            var (image, group) = Math.DivRem(slice, geometry.Groups);
            var first = piece * PerPiece;
            Im2ColGemmConvolution.Run(
                Step._tile, geometry,
                Run.Shared + image * geometry.PhaseImage + (long)group * (geometry.InputChannels / geometry.Groups) * geometry.PhaseChannel,
                Step._weights.Pointer + group * Step._groupWeights,
                Step._bias.Pointer + group * Step._groupBias,
                Run.Output + image * Step.Output.Count + (long)group * geometry.GroupChannels * geometry.Places,
                first, Math.Min(Panels, first + PerPiece), Run.Workers + worker * Run.WorkerStride, Step._relu);
        }
    }
}
