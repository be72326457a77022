using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// Any stride: the gradient of the im2col matrix, weights transposed times the output gradient, a row panel at a time, whose values are then added where the
/// patches came from.
/// </summary>
internal sealed unsafe class PatchScatterPass : ConvolutionPass
{
    private readonly GemmTile _tile;
    private readonly TrainingParameter _weights;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _packed;
    private readonly NativeBuffer _zeros;

    /// <param name="layer">The layer of the way forward.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="tile">The register tile.</param>
    /// <param name="weights">Its weights.</param>
    public PatchScatterPass(ConvolutionLayer layer, MapShape input, GemmTile tile, TrainingParameter weights)
    {
        (_tile, _weights) = (tile, weights);
        var output = layer.OutputShape(input);
        _geometry = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, output.Channels, output.Height, output.Width, layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
        _packed = new NativeBuffer(GroupWeights * layer.Groups);
        _zeros = new NativeBuffer(tile.Rows);
    }

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => PackedGradients + (long)_tile.Rows * ColumnPanels * _tile.Columns;

    private int RowPanels => GemmPacking.Panels(_geometry.Depth, _tile.Rows);

    private int ColumnPanels => GemmPacking.Panels(_geometry.Places, _tile.Columns);

    private long GroupWeights => (long)RowPanels * _tile.Rows * _geometry.GroupChannels;

    private long PackedGradients => (long)ColumnPanels * _tile.Columns * _geometry.GroupChannels;

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team)
    {
        var body = new Pack { Pass = this };
        team.For(_geometry.Groups * RowPanels, ref body);
    }

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Piece { Pass = this, Run = run };
        run.Team.For(run.Images * _geometry.Groups, ref body);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _packed.Dispose();
        _zeros.Dispose();
    }

    private void RunPiece(float* outputGradient, float* inputGradient, int index, float* scratch)
    {
        int channels = _geometry.GroupChannels, places = _geometry.Places, columns = ColumnPanels * _tile.Columns;
        int groupInputs = _geometry.InputChannels / _geometry.Groups, plane = _geometry.InputHeight * _geometry.InputWidth;
        var gradient = outputGradient + (long)index * channels * places;
        for (var panel = 0; panel < ColumnPanels; panel++)
            GemmPacking.PackColumnPanel(
                gradient + panel * _tile.Columns, places, channels, places - panel * _tile.Columns, _tile.Columns, scratch + (long)panel * _tile.Columns * channels);
        var target = inputGradient + (long)index * groupInputs * plane;
        new Span<float>(target, groupInputs * plane).Clear();
        var patches = scratch + PackedGradients;
        for (var panel = 0; panel < RowPanels; panel++)
        {
            GemmBlock.Run(
                _tile, _tile.Rows, columns, channels, _packed.Pointer + index % _geometry.Groups * GroupWeights + (long)panel * _tile.Rows * channels, 0,
                scratch, (nint)channels * _tile.Columns, patches, columns, _zeros.Pointer, false);
            for (var row = panel * _tile.Rows; row < Math.Min(_geometry.Depth, (panel + 1) * _tile.Rows); row++)
                PatchScatter.AddRow(_geometry, row, patches + (long)(row - panel * _tile.Rows) * columns, target);
        }
    }

    /// <summary>A piece: one group of one image.</summary>
    private struct Piece : IParallelBody
    {
        public required PatchScatterPass Pass { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Pass.RunPiece(Run.Input, Run.Output, index, Run.Workers + worker * Run.WorkerStride);
    }

    /// <summary>A piece: one row panel of one group's transposed weights.</summary>
    private struct Pack : IParallelBody
    {
        public required PatchScatterPass Pass { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var (geometry, rows) = (Pass._geometry, Pass._tile.Rows);
            var (group, panel) = Math.DivRem(index, Pass.RowPanels);
            GemmPacking.PackColumnPanel(
                Pass._weights.Current.Pointer + (long)group * geometry.GroupChannels * geometry.Depth + panel * rows, geometry.Depth, geometry.GroupChannels,
                geometry.Depth - panel * rows, rows, Pass._packed.Pointer + group * Pass.GroupWeights + (long)panel * rows * geometry.GroupChannels);
        }
    }
}
