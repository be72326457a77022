using AlexNet.Engine.Kernels.Convolution;
using AlexNet.Engine.Kernels.Convolution.Winograd;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>
/// Convolution of stride 1 by Winograd's minimal filtering. The tiles of all images are numbered through and dealt out to panels, a column a tile:
/// their inputs are the patches of a convolution with kernel n and stride m. Then each of the n * n products is a matrix product of its own.
/// </summary>
/// <remarks>
/// transformed inputs V: [group][product][panel][channel][tile columns];
/// products M: [group][product][panel][output][tile columns], outputs filled up to whole row panels.
/// From one product to the next there is an odd number of cache lines more, so that the n * n streams do not meet in one set of the cache.
/// </remarks>
internal sealed unsafe class WinogradConvolutionStep : Step
{
    private const int ChannelsPerPiece = 8;
    private const int RowsPerPiece = 96;

    // 8 MB of inputs and products at once: a quarter of a desktop's last-level cache, beside the weights. From 1 to 8 MB the time hardly
    // moves; with all of a batch's at once conv1 and conv2 take a quarter longer (Zen 4, 1 MB of L2 a core, November 2026).
    private const int FloatsAtOnce = 2 << 20;
    private const int Line = NativeBuffer.Alignment / sizeof(float);

    private readonly WinogradForm _form;
    private readonly GemmTile _tile;
    private readonly ConvolutionGeometry _tiles;
    private readonly int _groups;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly int _rows;
    private readonly long _groupWeights;
    private readonly NativeBuffer _weights;
    private readonly NativeBuffer _bias;
    private readonly NativeBuffer _zeros;
    private readonly bool _relu;

    /// <summary>Transforms and packs the weights.</summary>
    public WinogradConvolutionStep(
        ConvolutionLayer layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, GemmTile tile, WinogradForm form)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        if (!Supports(layer, form)) throw new ArgumentException($"layer '{layer.Name}': {form} needs stride 1 and a kernel of {form.Kernel}, found stride {layer.Stride} and kernel {layer.Kernel}");
        (_form, _tile, _relu, _groups) = (form, tile, relu, layer.Groups);
        _channels = input.Channels / layer.Groups;
        _outputs = layer.Channels / layer.Groups;
        _rows = GemmPacking.Panels(_outputs, tile.Rows) * tile.Rows;
        var m = form.Outputs;
        _tiles = new ConvolutionGeometry(
            input.Channels, input.Height, input.Width, layer.Channels, (Output.Height + m - 1) / m, (Output.Width + m - 1) / m,
            form.Inputs, m, layer.Padding, layer.Groups);
        _groupWeights = form.Products * WinogradWeights.ProductLength(tile, _outputs, _channels);
        _weights = NativeBuffer.Uncleared(_groupWeights * _groups);
        _zeros = new NativeBuffer(_rows);
        _bias = new NativeBuffer(layer.Channels);
        bias.CopyTo(_bias.Span(0, layer.Channels));
        PackWeights(weights);
    }

    /// <summary>Group by group as <see cref="WinogradWeights"/> packs them, and one an output: training, whose weights change, writes new ones.</summary>
    public (NativeBuffer Weights, NativeBuffer Bias) Packed => (_weights, _bias);

    /// <summary>Whether the form fits the layer.</summary>
    public static bool Supports(ConvolutionLayer layer, WinogradForm form) => layer.Stride == 1 && layer.Kernel == form.Kernel;

    /// <inheritdoc/>
    public override long SharedScratch(int images)
    {
        var panels = PanelsAtOnce(images);
        return images * _tiles.PhaseImage + Line + _groups * _form.Products * (ProductInputs(panels) + ProductOutputs(panels));
    }

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Math.Max(
        (long)_form.Products * ChannelsPerPiece * _tile.Columns + PatchPacking.WriteSlack,
        _form.Outputs * _form.Outputs * _tile.Columns + WinogradOutput.Scratch(_form, _tile.Columns));

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        int panels = Panels(run.Images), atOnce = PanelsAtOnce(run.Images);
        var body = new Work(this, run, atOnce);
        var phases = new WritePhaseImages(_tiles, run);
        run.Team.For(run.Images * Input.Channels, ref phases);
        for (body.FirstPanel = 0; body.FirstPanel < panels; body.FirstPanel += atOnce)
        {
            body.Panels = Math.Min(atOnce, panels - body.FirstPanel);
            body.Phase = Phase.TransformInputs;
            run.Team.For(body.Panels * _groups * Pieces(_channels, ChannelsPerPiece), ref body);
            body.Phase = Phase.Multiply;
            run.Team.For(_groups * _form.Products * Pieces(_rows, RowsPerPiece), ref body);
            body.Phase = Phase.TransformOutputs;
            run.Team.For(body.Panels * _groups * Pieces(_outputs, ChannelsPerPiece), ref body);
        }
    }

    private void PackWeights(WeightTensor weights)
    {
        using var singles = new SingleWeights(weights);
        var kernels = singles.Pointer;
        var groupKernels = (long)_outputs * _channels * _form.Kernel * _form.Kernel;
        var panels = _rows / _tile.Rows;
        Burst.For(_groups * panels, piece =>
        {
            var (group, panel) = Math.DivRem(piece, panels);
            WinogradWeights.PackPanel(_form, _tile, kernels + group * groupKernels, _outputs, _channels, panel, _weights.Pointer + group * _groupWeights);
        });
    }

    private int Panels(int images) => GemmPacking.Panels(images * _tiles.Places, _tile.Columns);

    /// <summary>Panels whose inputs and products the caches hold together; equal parts of all there are.</summary>
    private int PanelsAtOnce(int images)
    {
        var panels = Panels(images);
        var most = (int)Math.Max(1, FloatsAtOnce / ((long)_groups * _form.Products * (_channels + _rows) * _tile.Columns));
        return Pieces(panels, Pieces(panels, most));
    }

    private long ProductInputs(int panels) => OddLines((long)panels * _channels * _tile.Columns);

    private long ProductOutputs(int panels) => OddLines((long)panels * _rows * _tile.Columns);

    private static long OddLines(long floats) => ((floats + Line - 1) / Line | 1) * Line;

    private static int Pieces(int count, int size) => (count + size - 1) / size;

    private enum Phase
    {
        TransformInputs,
        Multiply,
        TransformOutputs,
    }

    private struct Work : IParallelBody
    {
        private readonly WinogradConvolutionStep _step;
        private readonly StepRun _run;
        private readonly long _productInputs;
        private readonly long _productOutputs;
        private readonly float* _inputs;
        private readonly float* _products;

        public Work(WinogradConvolutionStep step, in StepRun run, int panelsAtOnce)
        {
            (_step, _run) = (step, run);
            _productInputs = step.ProductInputs(panelsAtOnce);
            _productOutputs = step.ProductOutputs(panelsAtOnce);
            _inputs = run.Shared + (run.Images * step._tiles.PhaseImage + Line - 1) / Line * Line;
            _products = _inputs + step._groups * step._form.Products * _productInputs;
        }

        public int FirstPanel { get; set; }

        public int Panels { get; set; }

        public Phase Phase { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var scratch = _run.Workers + worker * _run.WorkerStride;
            switch (Phase)
            {
                case Phase.TransformInputs: TransformInputs(index, scratch); break;
                case Phase.Multiply: Multiply(index); break;
                default: TransformOutputs(index, scratch); break;
            }
        }

        /// <summary>A piece: some channels of one group of one panel. Groups outermost, here and below: a tower stays with the threads that began it.</summary>
        private readonly void TransformInputs(int index, float* scratch)
        {
            var (slice, piece) = Math.DivRem(index, Pieces(_step._channels, ChannelsPerPiece));
            var (group, panel) = Math.DivRem(slice, Panels);
            int first = piece * ChannelsPerPiece, count = Math.Min(ChannelsPerPiece, _step._channels - first);
            int width = _step._tile.Columns, products = _step._form.Products;
            PatchPacking.Pack(
                _step._tiles, _run.Shared + (long)group * _step._channels * _step._tiles.PhaseChannel, _run.Images, (nint)_step._tiles.PhaseImage,
                (FirstPanel + panel) * width, width, first * products, count * products, scratch);
            var target = _inputs + group * products * _productInputs + ((long)panel * _step._channels + first) * width;
            for (var channel = 0; channel < count; channel++, scratch += products * width, target += width)
                WinogradInput.Run(_step._form.Inputs, scratch, width, target, (nint)_productInputs);
        }

        /// <summary>A piece: some outputs of one product of one group, for all panels.</summary>
        private readonly void Multiply(int index)
        {
            var (product, piece) = Math.DivRem(index, Pieces(_step._rows, RowsPerPiece));
            // Whole row panels: the tile's rows divide neither 96 nor each other.
            var tile = _step._tile;
            int first = piece * RowsPerPiece / tile.Rows * tile.Rows, end = Math.Min(_step._rows, (piece + 1) * RowsPerPiece / tile.Rows * tile.Rows);
            if (piece == Pieces(_step._rows, RowsPerPiece) - 1) end = _step._rows;
            var weights = _step._weights.Pointer + (long)product * _step._rows * _step._channels + (long)first * _step._channels;
            float* b = _inputs + product * _productInputs, c = _products + product * _productOutputs + (long)first * tile.Columns;
            for (var panel = 0; panel < Panels; panel++, b += (long)_step._channels * tile.Columns, c += (long)_step._rows * tile.Columns)
                GemmBlock.Run(
                    tile, end - first, tile.Columns, _step._channels, weights, (nint)_step._channels * tile.Rows, b, 0, c, tile.Columns, _step._zeros.Pointer, false);
        }

        /// <summary>A piece: some output channels of one group of one panel.</summary>
        private readonly void TransformOutputs(int index, float* scratch)
        {
            var (slice, piece) = Math.DivRem(index, Pieces(_step._outputs, ChannelsPerPiece));
            var (group, panel) = Math.DivRem(slice, Panels);
            int width = _step._tile.Columns, m = _step._form.Outputs;
            var source = _products + group * _step._form.Products * _productOutputs + (long)panel * _step._rows * width;
            var rest = scratch + m * m * width;
            for (var output = piece * ChannelsPerPiece; output < Math.Min(_step._outputs, (piece + 1) * ChannelsPerPiece); output++)
            {
                var channel = group * _step._outputs + output;
                WinogradOutput.Run(_step._form, source + output * width, (nint)_productOutputs, width, _step._bias.Pointer[channel], _step._relu, scratch, rest);
                TileScatter.Run(
                    m, scratch, width, (FirstPanel + panel) * width, _run.Images, _step._tiles.OutputHeight, _step._tiles.OutputWidth,
                    _run.Output + (long)channel * _step.Output.Plane, (nint)_step.Output.Count, _step.Output.Height, _step.Output.Width);
            }
        }
    }
}
