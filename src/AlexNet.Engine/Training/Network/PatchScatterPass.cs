using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// Any stride: the gradient of the im2col matrix, weights transposed times the output gradient, a row panel at a time, whose values are then added where the
/// patches came from.
/// </summary>
internal sealed unsafe class PatchScatterPass : InputGradientPass
{
    private readonly GemmTile _tile;
    private readonly TrainingParameter _weights;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _packed;
    private readonly NativeBuffer _zeros;

    public PatchScatterPass(ConvolutionGeometry geometry, GemmTile tile, TrainingParameter weights)
    {
        (_geometry, _tile, _weights) = (geometry, tile, weights);
        _packed = new NativeBuffer(GroupWeights * geometry.Groups);
        _zeros = new NativeBuffer(tile.Rows);
    }

    /// <inheritdoc/>
    public override long WorkerScratch => PackedGradients + (long)_tile.Rows * ColumnPanels * _tile.Columns;

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
    public override void Run(float* outputGradient, float* inputGradient, int index, float* scratch)
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

    /// <inheritdoc/>
    public override void Dispose()
    {
        _packed.Dispose();
        _zeros.Dispose();
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
