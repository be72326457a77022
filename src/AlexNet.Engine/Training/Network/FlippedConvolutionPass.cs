using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>Stride 1: the input gradient is a convolution of the output gradient with the turned kernels.</summary>
internal sealed unsafe class FlippedConvolutionPass : InputGradientPass
{
    private readonly GemmTile _tile;
    private readonly TrainingParameter _weights;
    private readonly ConvolutionGeometry _forward;
    private readonly ConvolutionGeometry _geometry;
    private readonly NativeBuffer _packed;
    private readonly NativeBuffer _zeros;

    public FlippedConvolutionPass(ConvolutionGeometry forward, GemmTile tile, TrainingParameter weights)
    {
        (_forward, _tile, _weights) = (forward, tile, weights);
        _geometry = new ConvolutionGeometry(
            forward.OutputChannels, forward.OutputHeight, forward.OutputWidth, forward.InputChannels, forward.InputHeight, forward.InputWidth,
            forward.Kernel, 1, forward.Kernel - 1 - forward.Padding, forward.Groups);
        _packed = new NativeBuffer(GroupWeights * forward.Groups);
        _zeros = new NativeBuffer(GemmPacking.Panels(_geometry.GroupChannels, tile.Rows) * tile.Rows);
    }

    /// <inheritdoc/>
    public override long WorkerScratch => Phases + Im2ColGemmConvolution.PanelScratch(_tile, _geometry.Depth);

    private int GroupInputs => _geometry.InputChannels / _geometry.Groups;

    private long Phases => (long)GroupInputs * _geometry.PhaseChannel + ConvolutionGeometry.ReadSlack;

    private long GroupWeights => GemmPacking.PackedLength(_tile, _geometry.GroupChannels, _geometry.Depth);

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team)
    {
        var body = new Pack { Pass = this };
        team.For(_geometry.Groups * GemmPacking.Panels(_geometry.GroupChannels, _tile.Rows), ref body);
    }

    /// <inheritdoc/>
    public override void Run(float* outputGradient, float* inputGradient, int index, float* scratch)
    {
        // Groups of all images one after the other, so that a piece's number is its place on both sides.
        var source = outputGradient + (long)index * GroupInputs * _forward.Places;
        for (var channel = 0; channel < GroupInputs; channel++)
            PhaseImage.WriteChannel(_geometry, source + (long)channel * _forward.Places, scratch + (long)channel * _geometry.PhaseChannel);
        Im2ColGemmConvolution.Run(
            _tile, _geometry, scratch, _packed.Pointer + index % _geometry.Groups * GroupWeights, _zeros.Pointer,
            inputGradient + (long)index * _geometry.GroupChannels * _geometry.Places,
            0, GemmPacking.Panels(_geometry.Places, _tile.Columns), scratch + Phases, relu: false);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _packed.Dispose();
        _zeros.Dispose();
    }

    /// <summary>A piece: one row panel of one group's weights.</summary>
    private struct Pack : IParallelBody
    {
        public required FlippedConvolutionPass Pass { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var forward = Pass._forward;
            var (group, panel) = Math.DivRem(index, GemmPacking.Panels(Pass._geometry.GroupChannels, Pass._tile.Rows));
            FlippedWeights.PackPanel(
                Pass._tile, Pass._weights.Current.Pointer + (long)group * forward.GroupChannels * forward.Depth,
                forward.GroupChannels, forward.InputChannels / forward.Groups, forward.Kernel * forward.Kernel, panel, Pass._packed.Pointer + group * Pass.GroupWeights);
        }
    }
}
