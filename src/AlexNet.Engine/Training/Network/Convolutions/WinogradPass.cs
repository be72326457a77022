using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Convolution.Winograd;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// A convolution by Winograd's minimal filtering: inference's step, whose transformed weights are made anew for each pass, as they are or turned for the way back.
/// </summary>
internal sealed unsafe class WinogradPass : ConvolutionPass
{
    private const int Outputs = 4;

    private readonly ConvolutionLayer _layer;
    private readonly TrainingParameter _weights;
    private readonly TrainingParameter? _bias;
    private readonly WinogradForm _form;
    private readonly GemmTile _tile = GemmTiles.Narrow;
    private readonly WinogradConvolutionStep _step;
    private readonly NativeBuffer _matrix;
    private readonly int _outputs;
    private readonly int _channels;

    /// <param name="layer">What is computed: on the way back the turned layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="weights">The weights, always in the order of the way forward.</param>
    /// <param name="bias">The biases; null on the way back.</param>
    /// <param name="relu">Whether a ReLU follows.</param>
    public WinogradPass(ConvolutionLayer layer, MapShape input, TrainingParameter weights, TrainingParameter? bias, bool relu)
    {
        (_layer, _weights, _bias) = (layer, weights, bias);
        (_outputs, _channels) = (layer.Channels / layer.Groups, input.Channels / layer.Groups);
        _form = WinogradForm.Find(Outputs, layer.Kernel)!;
        _matrix = new NativeBuffer(_form.Inputs * _form.Kernel);
        var place = 0;
        foreach (var factor in _form.KernelMatrix()) _matrix.Pointer[place++] = (float)factor;
        // The step wants weights when it is made; the first pass replaces them.
        var shapes = layer.Parameters(input);
        _step = new WinogradConvolutionStep(layer, input, Zeros(shapes[0]), Zeros(shapes[1]), relu, _tile, _form);
    }

    /// <summary>Whether it is the fastest way to compute a convolution.</summary>
    public static bool Suits(ConvolutionLayer layer, MapShape input) => IsWinograd(layer, input);

    private int RowPanels => GemmPacking.Panels(_outputs, _tile.Rows);

    /// <inheritdoc/>
    public override long SharedScratch(int images) => _step.SharedScratch(images);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => _step.WorkerScratch(images);

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team)
    {
        var body = new Pack { Pass = this };
        team.For(_layer.Groups * RowPanels, ref body);
        if (_bias is not null) _bias.Current.Span(0, _layer.Channels).CopyTo(_step.Packed.Bias.Span(0, _layer.Channels));
    }

    /// <inheritdoc/>
    public override void Run(in StepRun run) => _step.Run(run);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _step.Packed.Weights.Dispose();
        _matrix.Dispose();
    }

    private static WeightTensor Zeros(ParameterShape shape)
    {
        var buffer = new NativeBuffer(shape.Length);
        return new WeightTensor(shape.Name, ElementType.Float32, shape.Extents, (nint)buffer.Pointer, buffer);
    }

    private void PackPanel(int index)
    {
        var (group, panel) = Math.DivRem(index, RowPanels);
        var area = _form.Kernel * _form.Kernel;
        var kernels = _weights.Current.Pointer + (long)group * _outputs * _channels * area;
        var target = _step.Packed.Weights.Pointer + group * _form.Products * WinogradWeights.ProductLength(_tile, _outputs, _channels);
        // Forward the kernels are [outputs][channels]; on the way back the same memory is [channels][outputs], each kernel read from its end.
        if (_bias is not null) WinogradKernels.Pack(_form, _matrix.Pointer, _tile.Rows, kernels, _channels * area, area, 1, _outputs, _channels, panel, target);
        else WinogradKernels.Pack(_form, _matrix.Pointer, _tile.Rows, kernels + area - 1, area, _outputs * area, -1, _outputs, _channels, panel, target);
    }

    /// <summary>A piece: one row panel of one group's weights.</summary>
    private struct Pack : IParallelBody
    {
        public required WinogradPass Pass { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Pass.PackPanel(index);
    }
}
