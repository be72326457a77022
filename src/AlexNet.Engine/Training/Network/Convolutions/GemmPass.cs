using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>A convolution as a matrix product, with the weights as they are or, without a bias, turned for the way back. A piece is one group of one image.</summary>
/// <remarks>Worker scratch: the group's phase image, then a panel of the im2col matrix.</remarks>
internal sealed unsafe class GemmPass : ConvolutionPass
{
    private readonly GemmTile _tile;
    private readonly TrainingParameter _weights;
    private readonly TrainingParameter? _bias;
    private readonly bool _relu;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _packedWeights;
    private readonly NativeBuffer _packedBias;

    /// <param name="layer">What is computed: on the way back the turned layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="tile">The register tile.</param>
    /// <param name="weights">The weights, always in the order of the way forward.</param>
    /// <param name="bias">The biases; null on the way back.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public GemmPass(ConvolutionLayer layer, MapShape input, GemmTile tile, TrainingParameter weights, TrainingParameter? bias, bool relu)
    {
        (_tile, _weights, _bias, _relu) = (tile, weights, bias, relu);
        var output = layer.OutputShape(input);
        _geometry = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, output.Channels, output.Height, output.Width, layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
        _packedWeights = new NativeBuffer(GroupWeights * layer.Groups);
        _packedBias = new NativeBuffer((long)GroupBias * layer.Groups);
    }

    private int GroupInputs => _geometry.InputChannels / _geometry.Groups;

    private int RowPanels => GemmPacking.Panels(_geometry.GroupChannels, _tile.Rows);

    private int GroupBias => RowPanels * _tile.Rows;

    private long GroupWeights => GemmPacking.PackedLength(_tile, _geometry.GroupChannels, _geometry.Depth);

    private long Phases => (long)GroupInputs * _geometry.PhaseChannel + ConvolutionGeometry.ReadSlack;

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Phases + Im2ColGemmConvolution.PanelScratch(_tile, _geometry.Depth);

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team)
    {
        var body = new Pack { Pass = this };
        team.For(_geometry.Groups * RowPanels, ref body);
        for (var group = 0; group < _geometry.Groups && _bias is not null; group++)
            _bias.Current.Span((long)group * _geometry.GroupChannels, _geometry.GroupChannels).CopyTo(_packedBias.Span((long)group * GroupBias, GroupBias));
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
        _packedWeights.Dispose();
        _packedBias.Dispose();
    }

    private void PackPanel(int index)
    {
        var (group, panel) = Math.DivRem(index, RowPanels);
        var weights = _weights.Current.Pointer + (long)group * _geometry.GroupChannels * _geometry.Depth;
        var target = _packedWeights.Pointer + group * GroupWeights;
        if (_bias is not null) GemmPacking.PackRowPanel(_tile, weights, _geometry.GroupChannels, _geometry.Depth, panel, target);
        else FlippedWeights.PackPanel(_tile, weights, GroupInputs, _geometry.GroupChannels, _geometry.Kernel * _geometry.Kernel, panel, target);
    }

    private void RunPiece(in StepRun run, int index, float* scratch)
    {
        // The groups of all images lie one after the other, so that a piece's number is its place on both sides.
        var (group, plane) = (index % _geometry.Groups, (long)_geometry.InputHeight * _geometry.InputWidth);
        var source = run.Input + index * GroupInputs * plane;
        for (var channel = 0; channel < GroupInputs; channel++)
            PhaseImage.WriteChannel(_geometry, source + channel * plane, scratch + (long)channel * _geometry.PhaseChannel);
        Im2ColGemmConvolution.Run(
            _tile, _geometry, scratch, _packedWeights.Pointer + group * GroupWeights, _packedBias.Pointer + (long)group * GroupBias,
            run.Output + (long)index * _geometry.GroupChannels * _geometry.Places,
            0, GemmPacking.Panels(_geometry.Places, _tile.Columns), scratch + Phases, _relu);
    }

    private struct Pack : IParallelBody
    {
        public required GemmPass Pass { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Pass.PackPanel(index);
    }

    private struct Piece : IParallelBody
    {
        public required GemmPass Pass { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Pass.RunPiece(Run, index, Run.Workers + worker * Run.WorkerStride);
    }
}
