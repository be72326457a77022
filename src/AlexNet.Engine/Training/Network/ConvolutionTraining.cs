using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Kernels.Simd;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// A convolution and the nonlinearity after it. Forward and input gradient go an image and group a piece; the weight gradient is shared out by its rows, each
/// summed over all images in order, so that no sum depends on the threads.
/// </summary>
/// <remarks>Shared scratch, backward: the images' phase images, then [group] of the packed output gradients.</remarks>
internal sealed unsafe class ConvolutionTraining : TrainingLayer
{
    private const int PanelsPerPiece = 4;

    private readonly GemmTile _tile = GemmTiles.Best;
    private readonly ConvolutionGeometry _geometry;
    private readonly TrainingParameter _weights;
    private readonly TrainingParameter _bias;
    private readonly ActivationFunction _function;
    private readonly InputGradientPass? _inputGradient;
    private readonly NativeBuffer _packedWeights;
    private readonly NativeBuffer _packedBias;
    private readonly NativeBuffer _weightGradient;
    private readonly NativeBuffer _biasGradient;
    private readonly NativeBuffer _zeros;
    private readonly int _rows;
    private readonly int _columns;

    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="weights">[outputs][channels of a group][kernel][kernel].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="function">The nonlinearity after it.</param>
    /// <param name="needsInputGradient">False for the network's first layer.</param>
    public ConvolutionTraining(
        ConvolutionLayer layer, MapShape input, TrainingParameter weights, TrainingParameter bias, ActivationFunction function, bool needsInputGradient)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        (_weights, _bias, _function) = (weights, bias, function);
        _geometry = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, Output.Channels, Output.Height, Output.Width, layer.Kernel, layer.Stride, layer.Padding, layer.Groups);
        _rows = ConvolutionWeightGradient.Rows(_tile, _geometry);
        _columns = ConvolutionWeightGradient.Columns(_tile, _geometry);
        _packedWeights = new NativeBuffer(PackedWeights * layer.Groups);
        _packedBias = new NativeBuffer((long)PackedBias * layer.Groups);
        _weightGradient = new NativeBuffer((long)_rows * _columns * layer.Groups);
        _biasGradient = new NativeBuffer(layer.Channels);
        _zeros = new NativeBuffer(_tile.Rows);
        if (needsInputGradient) _inputGradient = InputGradientPass.Create(_geometry, _tile, weights);
    }

    private int Groups => _geometry.Groups;

    private int GroupInputs => _geometry.InputChannels / Groups;

    private long PackedWeights => GemmPacking.PackedLength(_tile, _geometry.GroupChannels, _geometry.Depth);

    private int PackedBias => GemmPacking.Panels(_geometry.GroupChannels, _tile.Rows) * _tile.Rows;

    private int RowPanels => _rows / _tile.Rows;

    /// <summary>Floats of a group's part of an image's phase image, with what reads may run over.</summary>
    private long GroupPhases => (long)GroupInputs * _geometry.PhaseChannel + ConvolutionGeometry.ReadSlack;

    private long PackedGradients(int images) => PlacePacking.Length(_tile, _geometry, images * _geometry.OutputHeight);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => images * _geometry.PhaseImage + Groups * PackedGradients(images);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Math.Max(
        Math.Max(GroupPhases + Im2ColGemmConvolution.PanelScratch(_tile, _geometry.Depth), ConvolutionWeightGradient.Scratch(_tile, _geometry)),
        _inputGradient?.WorkerScratch ?? 0);

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team, bool backward)
    {
        var body = new Pack { Layer = this };
        team.For(Groups * GemmPacking.Panels(_geometry.GroupChannels, _tile.Rows), ref body);
        for (var group = 0; group < Groups; group++)
            _bias.Current.Span((long)group * _geometry.GroupChannels, _geometry.GroupChannels).CopyTo(_packedBias.Span((long)group * PackedBias, PackedBias));
        if (backward) _inputGradient?.Prepare(team);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var body = new Piece { Layer = this, Run = run, Phase = Phase.Forward };
        run.Team.For(run.Images * Groups, ref body);
        if (_function != ActivationFunction.Relu) ElementPasses.Apply(run.Team, _function, run.Output, run.Images * Output.Count);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        ElementPasses.ApplySlope(run.Team, _function, run.Output, run.OutputGradient, run.Images * Output.Count);
        var body = new Piece { Layer = this, Run = run, Phase = Phase.WritePhases };
        run.Team.For(run.Images * Input.Channels, ref body);
        body.Phase = Phase.PackGradients;
        run.Team.For(Groups * Blocks(run.Images) * (_columns / _tile.Columns), ref body);
        body.Phase = Phase.WeightGradient;
        run.Team.For(Groups * PiecesOfGroup, ref body);
        body.Phase = Phase.BiasGradient;
        run.Team.For(Output.Channels, ref body);
        if (run.InputGradient is null || _inputGradient is null) return;
        body.Phase = Phase.InputGradient;
        run.Team.For(run.Images * Groups, ref body);
    }

    /// <inheritdoc/>
    public override void Finish(ThreadTeam team, Optimizer optimizer)
    {
        optimizer.Apply(_bias, 0, _biasGradient.Pointer, Output.Channels);
        var body = new HandOver { Layer = this, Optimizer = optimizer };
        team.For(Output.Channels, ref body);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _inputGradient?.Dispose();
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_packedWeights, _packedBias, _weightGradient, _biasGradient, _zeros]) buffer.Dispose();
    }

    private int PiecesOfGroup => GemmPacking.Panels(RowPanels, PanelsPerPiece);

    private int Blocks(int images) => GemmPacking.Panels(images * _geometry.OutputHeight, ConvolutionWeightGradient.BlockLines(_tile, _geometry));

    private void RunForward(in LayerRun run, int index, float* scratch)
    {
        var (image, group) = Math.DivRem(index, Groups);
        var source = run.Input + image * Input.Count + (long)group * GroupInputs * Input.Plane;
        for (var channel = 0; channel < GroupInputs; channel++)
            PhaseImage.WriteChannel(_geometry, source + (long)channel * Input.Plane, scratch + (long)channel * _geometry.PhaseChannel);
        Im2ColGemmConvolution.Run(
            _tile, _geometry, scratch, _packedWeights.Pointer + group * PackedWeights, _packedBias.Pointer + (long)group * PackedBias,
            run.Output + image * Output.Count + (long)group * _geometry.GroupChannels * Output.Plane,
            0, GemmPacking.Panels(Output.Plane, _tile.Columns), scratch + GroupPhases, _function == ActivationFunction.Relu);
    }

    private void WritePhases(in LayerRun run, int index)
    {
        var (image, channel) = Math.DivRem(index, Input.Channels);
        PhaseImage.WriteChannel(
            _geometry, run.Input + (long)index * Input.Plane, run.Shared + image * _geometry.PhaseImage + (long)channel * _geometry.PhaseChannel);
    }

    /// <summary>A piece: one column panel of one block of lines of one group.</summary>
    private void PackGradients(in LayerRun run, int index)
    {
        var panels = _columns / _tile.Columns;
        var (slice, panel) = Math.DivRem(index, panels);
        var (group, block) = Math.DivRem(slice, Blocks(run.Images));
        var blockLines = ConvolutionWeightGradient.BlockLines(_tile, _geometry);
        int first = block * blockLines, lines = Math.Min(blockLines, run.Images * _geometry.OutputHeight - first);
        var packed = Packed(run, group) + (long)first * _geometry.OutputWidth * _columns + (long)panel * lines * _geometry.OutputWidth * _tile.Columns;
        PlacePacking.Pack(
            _geometry, run.OutputGradient + (long)group * _geometry.GroupChannels * Output.Plane, (nint)Output.Count,
            panel * _tile.Columns, _tile.Columns, first, lines, packed);
    }

    private void RunWeightGradient(in LayerRun run, int index, float* scratch)
    {
        var (group, piece) = Math.DivRem(index, PiecesOfGroup);
        ConvolutionWeightGradient.Run(
            _tile, _geometry, run.Shared + (long)group * GroupInputs * _geometry.PhaseChannel, (nint)_geometry.PhaseImage, run.Images, Packed(run, group),
            piece * PanelsPerPiece, Math.Min(RowPanels, (piece + 1) * PanelsPerPiece), _weightGradient.Pointer + (long)group * _rows * _columns,
            run.FirstImage == 0 ? _zeros.Pointer : null, scratch);
    }

    private void RunBiasGradient(in LayerRun run, int channel)
    {
        var sum = run.FirstImage == 0 ? 0.0 : _biasGradient.Pointer[channel];
        for (var image = 0; image < run.Images; image++)
            sum += Sums.Of(run.OutputGradient + image * Output.Count + (long)channel * Output.Plane, Output.Plane);
        _biasGradient.Pointer[channel] = (float)sum;
    }

    private float* Packed(in LayerRun run, int group) => run.Shared + run.Images * _geometry.PhaseImage + group * PackedGradients(run.Images);

    /// <summary>An output channel's gradient, a column of the result, to the optimizer.</summary>
    private void HandOverChannel(int channel, Optimizer optimizer)
    {
        var (group, column) = Math.DivRem(channel, _geometry.GroupChannels);
        const int Part = 512;
        var part = stackalloc float[Part];
        var source = _weightGradient.Pointer + (long)group * _rows * _columns + column;
        for (var first = 0; first < _geometry.Depth; first += Part)
        {
            var count = Math.Min(Part, _geometry.Depth - first);
            for (var row = 0; row < count; row++) part[row] = source[(long)(first + row) * _columns];
            optimizer.Apply(_weights, (long)channel * _geometry.Depth + first, part, count);
        }
    }

    private enum Phase
    {
        Forward,
        WritePhases,
        PackGradients,
        WeightGradient,
        BiasGradient,
        InputGradient,
    }

    private struct Piece : IParallelBody
    {
        public required ConvolutionTraining Layer { get; init; }

        public required LayerRun Run { get; init; }

        public required Phase Phase { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var scratch = Run.Workers + worker * Run.WorkerStride;
            switch (Phase)
            {
                case Phase.Forward: Layer.RunForward(Run, index, scratch); break;
                case Phase.WritePhases: Layer.WritePhases(Run, index); break;
                case Phase.PackGradients: Layer.PackGradients(Run, index); break;
                case Phase.WeightGradient: Layer.RunWeightGradient(Run, index, scratch); break;
                case Phase.BiasGradient: Layer.RunBiasGradient(Run, index); break;
                default: Layer._inputGradient!.Run(Run.OutputGradient, Run.InputGradient, index, scratch); break;
            }
        }
    }

    /// <summary>A piece: one row panel of one group's weights.</summary>
    private struct Pack : IParallelBody
    {
        public required ConvolutionTraining Layer { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var geometry = Layer._geometry;
            var (group, panel) = Math.DivRem(index, GemmPacking.Panels(geometry.GroupChannels, Layer._tile.Rows));
            GemmPacking.PackRowPanel(
                Layer._tile, Layer._weights.Current.Pointer + (long)group * geometry.GroupChannels * geometry.Depth, geometry.GroupChannels, geometry.Depth, panel,
                Layer._packedWeights.Pointer + group * Layer.PackedWeights);
        }
    }

    /// <summary>A piece: one output channel.</summary>
    private struct HandOver : IParallelBody
    {
        public required ConvolutionTraining Layer { get; init; }

        public required Optimizer Optimizer { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Layer.HandOverChannel(index, Optimizer);
    }
}
