using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>Any convolution's weight gradient: the im2col matrix times the output gradient. It is shared out by its rows.</summary>
/// <remarks>Shared scratch: the images' phase images, then [group] of the packed output gradients.</remarks>
internal sealed unsafe class PatchWeightGradient : WeightGradientPass
{
    private const int PanelsPerPiece = 4;

    private readonly GemmTile _tile;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _result;
    private readonly NativeBuffer _zeros;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _blockLines;

    /// <param name="layer">The layer, or a device's share of it.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="tile">The register tile.</param>
    /// <param name="blockLines">The whole layer's <see cref="ConvolutionWeightGradient.BlockLines"/>: it decides the order of sums.</param>
    public PatchWeightGradient(ConvolutionLayer layer, MapShape input, GemmTile tile, int blockLines)
    {
        (_tile, _blockLines) = (tile, blockLines);
        _geometry = LayerGeometry.Of(layer, input);
        _rows = ConvolutionWeightGradient.Rows(tile, _geometry);
        _columns = ConvolutionWeightGradient.Columns(tile, _geometry);
        _result = new NativeBuffer((long)_rows * _columns * layer.Groups);
        _zeros = new NativeBuffer(tile.Rows);
    }

    /// <inheritdoc/>
    public override long WorkerScratch => ConvolutionWeightGradient.Scratch(_tile, _geometry, _blockLines);

    private int Groups => _geometry.Groups;

    private int RowPanels => _rows / _tile.Rows;

    private int PiecesOfGroup => GemmPacking.Panels(RowPanels, PanelsPerPiece);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => images * _geometry.PhaseImage + Groups * PackedGradients(images);

    /// <inheritdoc/>
    public override void Add(in LayerRun run)
    {
        var body = new Piece { Pass = this, Run = run, Phase = Phase.WritePhases };
        run.Team.For(run.Images * _geometry.InputChannels, ref body);
        body.Phase = Phase.PackGradients;
        run.Team.For(Groups * Blocks(run.Images) * (_columns / _tile.Columns), ref body);
        body.Phase = Phase.Multiply;
        run.Team.For(Groups * PiecesOfGroup, ref body);
    }

    /// <inheritdoc/>
    public override void Finish(ThreadTeam team, TrainingParameter weights, Optimizer optimizer)
    {
        var body = new HandOver { Pass = this, Weights = weights, Optimizer = optimizer };
        team.For(_geometry.OutputChannels, ref body);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _result.Dispose();
        _zeros.Dispose();
    }

    private long PackedGradients(int images) => PlacePacking.Length(_tile, _geometry, images * _geometry.OutputHeight);

    private int Blocks(int images) => GemmPacking.Panels(images * _geometry.OutputHeight, _blockLines);

    private float* Packed(in LayerRun run, int group) => run.Shared + run.Images * _geometry.PhaseImage + group * PackedGradients(run.Images);

    private void WritePhases(in LayerRun run, int index)
    {
        var (image, channel) = Math.DivRem(index, _geometry.InputChannels);
        PhaseImage.WriteChannel(
            _geometry, run.Input + (long)index * _geometry.InputHeight * _geometry.InputWidth,
            run.Shared + image * _geometry.PhaseImage + (long)channel * _geometry.PhaseChannel);
    }

    /// <summary>A piece: one column panel of one block of lines of one group.</summary>
    private void PackGradients(in LayerRun run, int index)
    {
        var (slice, panel) = Math.DivRem(index, _columns / _tile.Columns);
        var (group, block) = Math.DivRem(slice, Blocks(run.Images));
        int first = block * _blockLines, lines = Math.Min(_blockLines, run.Images * _geometry.OutputHeight - first);
        var packed = Packed(run, group) + (long)first * _geometry.OutputWidth * _columns + (long)panel * lines * _geometry.OutputWidth * _tile.Columns;
        PlacePacking.Pack(
            _geometry, run.OutputGradient + (long)group * _geometry.GroupChannels * _geometry.Places, _geometry.OutputChannels * _geometry.Places,
            panel * _tile.Columns, _tile.Columns, first, lines, packed);
    }

    private void Multiply(in LayerRun run, int index, float* scratch)
    {
        var (group, piece) = Math.DivRem(index, PiecesOfGroup);
        var phases = run.Shared + (long)group * (_geometry.InputChannels / Groups) * _geometry.PhaseChannel;
        ConvolutionWeightGradient.Run(
            _tile, _geometry, _blockLines, phases, (nint)_geometry.PhaseImage, run.Images, Packed(run, group),
            piece * PanelsPerPiece, Math.Min(RowPanels, (piece + 1) * PanelsPerPiece), _result.Pointer + (long)group * _rows * _columns,
            run.FirstImage == 0 ? _zeros.Pointer : null, scratch);
    }

    /// <summary>An output channel's gradient is a column of the result.</summary>
    private void HandOverChannel(int channel, TrainingParameter weights, Optimizer optimizer)
    {
        var (group, column) = Math.DivRem(channel, _geometry.GroupChannels);
        const int Part = 512;
        var part = stackalloc float[Part];
        var source = _result.Pointer + (long)group * _rows * _columns + column;
        for (var first = 0; first < _geometry.Depth; first += Part)
        {
            var count = Math.Min(Part, _geometry.Depth - first);
            for (var row = 0; row < count; row++) part[row] = source[(long)(first + row) * _columns];
            optimizer.Apply(weights, (long)channel * _geometry.Depth + first, part, count);
        }
    }

    private enum Phase
    {
        WritePhases,
        PackGradients,
        Multiply,
    }

    private struct Piece : IParallelBody
    {
        public required PatchWeightGradient Pass { get; init; }

        public required LayerRun Run { get; init; }

        public required Phase Phase { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            switch (Phase)
            {
                case Phase.WritePhases: Pass.WritePhases(Run, index); break;
                case Phase.PackGradients: Pass.PackGradients(Run, index); break;
                default: Pass.Multiply(Run, index, Run.Workers + worker * Run.WorkerStride); break;
            }
        }
    }

    /// <summary>A piece: one output channel.</summary>
    private struct HandOver : IParallelBody
    {
        public required PatchWeightGradient Pass { get; init; }

        public required TrainingParameter Weights { get; init; }

        public required Optimizer Optimizer { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Pass.HandOverChannel(index, Weights, Optimizer);
    }
}
