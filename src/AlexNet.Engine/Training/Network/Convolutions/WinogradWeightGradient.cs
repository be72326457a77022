using System.Numerics;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Kernels.Convolution.Winograd;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// The weight gradient of a convolution of stride 1 by Winograd's minimal filtering. Where the forward pass is Y = A^T [(G g G^T) * (B^T d B)] A for
/// each tile, dg = G^T [sum over tiles of (B^T d B) * (A dY A^T)] G: the same n x n products instead of m m r r, each a matrix product that sums over
/// the tiles of all images.
/// </summary>
/// <remarks>
/// inputs V: [group][product][channel panel][tile][tile rows]; gradients M: [group][product][output panel][tile][tile columns];
/// sums: [group][product][channels][outputs], filled up to whole panels. Images go a few at a time, so that V and M stay in the last-level cache.
/// </remarks>
internal sealed unsafe class WinogradWeightGradient : WeightGradientPass
{
    private const int Outputs = 4;
    private const int FloatsAtOnce = 4 << 20;
    private const int Line = NativeBuffer.Alignment / sizeof(float);

    private readonly WinogradForm _form;
    private readonly GemmTile _tile;
    private readonly MapShape _input;
    private readonly MapShape _output;
    private readonly int _imagesAtOnce;
    private readonly int _padding;
    private readonly int _groups;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly int _tileRows;
    private readonly int _tileColumns;
    private readonly NativeBuffer _gradientMatrix;
    private readonly NativeBuffer _weightMatrix;
    private readonly NativeBuffer _sums;
    private readonly NativeBuffer _result;
    private readonly NativeBuffer _zeros;

    /// <param name="layer">The layer, or a device's share of it.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="tile">The register tile.</param>
    /// <param name="imagesAtOnce">The whole layer's <see cref="ImagesAtOnce"/>.</param>
    public WinogradWeightGradient(ConvolutionLayer layer, MapShape input, GemmTile tile, int imagesAtOnce)
    {
        (_tile, _input, _output, _imagesAtOnce) = (tile, input, layer.OutputShape(input), imagesAtOnce);
        (_padding, _groups, _channels, _outputs) = (layer.Padding, layer.Groups, input.Channels / layer.Groups, layer.Channels / layer.Groups);
        _form = WinogradForm.Find(Outputs, layer.Kernel)!;
        (_tileRows, _tileColumns) = (Panels(_output.Height, Outputs), Panels(_output.Width, Outputs));
        _gradientMatrix = Transposed(_form.OutputMatrix());
        _weightMatrix = Transposed(_form.KernelMatrix());
        _sums = new NativeBuffer((long)_groups * _form.Products * Rows * Columns);
        _result = new NativeBuffer((long)layer.Channels * _channels * layer.Kernel * layer.Kernel);
        _zeros = new NativeBuffer(Rows);
    }

    private int RowPanels => Panels(_channels, _tile.Rows);

    private int ColumnPanels => Panels(_outputs, _tile.Columns);

    private int Rows => RowPanels * _tile.Rows;

    private int Columns => ColumnPanels * _tile.Columns;

    private int Tiles => _tileRows * _tileColumns;

    private int PaddedRows => _tileRows * Outputs + _form.Kernel - 1;

    private int PaddedColumns => _tileColumns * Outputs + _form.Kernel - 1;

    /// <inheritdoc/>
    public override long WorkerScratch =>
        (ChannelTiles.Length(PaddedRows, PaddedColumns, 1) + _form.Products) * Math.Max(_tile.Rows, _tile.Columns);

    /// <summary>
    /// Whether the rules would have Winograd compute the layer, and the register tile's rows are whole vectors: else the transforms cost more than
    /// they save.
    /// </summary>
    public static bool Suits(ConvolutionLayer layer, MapShape input, GemmTile tile) =>
        tile.Rows % Vector<float>.Count == 0 && ConvolutionRules.Choose(new ConvolutionWork(layer, input, 1, 1), _ =>
            true) == ConvolutionAlgorithm.Winograd4x4;

    /// <summary>
    /// Images whose transformed inputs and gradients the caches hold together: by the layer's shapes alone, for it decides the order of sums.
    /// </summary>
    public static int ImagesAtOnce(ConvolutionLayer layer, MapShape input, GemmTile tile)
    {
        var output = layer.OutputShape(input);
        var tiles = Panels(output.Height, Outputs) * Panels(output.Width, Outputs);
        var width = Panels(input.Channels / layer.Groups, tile.Rows) * tile.Rows + Panels(layer.Channels / layer.Groups, tile.Columns) * tile.Columns;
        var floats = (long)layer.Groups * WinogradForm.Find(Outputs, layer.Kernel)!.Products * width * tiles;
        return (int)Math.Clamp(FloatsAtOnce / floats, 1, int.MaxValue);
    }

    /// <inheritdoc/>
    public override long SharedScratch(int images) => _groups * _form.Products * (ProductInputs(Together(images)) + ProductGradients(Together(images)));

    /// <inheritdoc/>
    public override void Add(in LayerRun run)
    {
        var together = Together(run.Images);
        var body = new Piece { Pass = this, Run = run };
        for (body.First = 0; body.First < run.Images; body.First += together)
        {
            body.Images = Math.Min(together, run.Images - body.First);
            body.Phase = Phase.TransformInputs;
            run.Team.For(body.Images * _groups * RowPanels, ref body);
            body.Phase = Phase.TransformGradients;
            run.Team.For(body.Images * _groups * ColumnPanels, ref body);
            body.Phase = Phase.Multiply;
            run.Team.For(_groups * _form.Products, ref body);
        }
    }

    /// <inheritdoc/>
    public override void Finish(ThreadTeam team, TrainingParameter weights, Optimizer optimizer)
    {
        var body = new HandOver { Pass = this, Weights = weights, Optimizer = optimizer };
        team.For(_groups * ColumnPanels, ref body);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_gradientMatrix, _weightMatrix, _sums, _result, _zeros]) buffer.Dispose();
    }

    private int Together(int images) => Math.Min(images, _imagesAtOnce);

    private long ProductInputs(int images) => OddLines((long)Rows * images * Tiles);

    private long ProductGradients(int images) => OddLines((long)Columns * images * Tiles);

    /// <summary>From one product to the next an odd number of cache lines, so that the n * n streams do not meet in one set of the cache.</summary>
    private static long OddLines(long floats) => ((floats + Line - 1) / Line | 1) * Line;

    private float* Inputs(in LayerRun run, int group, int images) => run.Shared + group * _form.Products * ProductInputs(images);

    private float* Gradients(in LayerRun run, int group, int images) =>
        run.Shared + _groups * _form.Products * ProductInputs(images) + group * _form.Products * ProductGradients(images);

    /// <summary>A piece: one panel of channels of one group of one image.</summary>
    private void TransformInputs(in LayerRun run, int first, int images, int index, float* scratch)
    {
        var (slice, panel) = Math.DivRem(index, RowPanels);
        var (image, group) = Math.DivRem(slice, _groups);
        int width = _tile.Rows, channel = panel * width, n = _form.Inputs;
        var maps = run.Input + (first + image) * _input.Count + ((long)group * _channels + channel) * _input.Plane;
        ChannelTiles.Interleave(maps, Math.Min(width, _channels - channel), _input.Height, _input.Width, _padding, PaddedRows, PaddedColumns, width,
            scratch);
        var tile = scratch + ChannelTiles.Length(PaddedRows, PaddedColumns, width);
        var target = Inputs(run, group, images) + ((long)panel * images + image) * Tiles * width;
        for (var row = 0; row < _tileRows; row++)
            for (var column = 0; column < _tileColumns; column++, target += width)
            {
                ChannelTiles.Copy(scratch, PaddedColumns, width, row * Outputs, column * Outputs, n, tile);
                WinogradInput.Run(n, tile, width, target, (nint)ProductInputs(images));
            }
    }

    /// <summary>A piece: one panel of outputs of one group of one image.</summary>
    private void TransformGradients(in LayerRun run, int first, int images, int index, float* scratch)
    {
        var (slice, panel) = Math.DivRem(index, ColumnPanels);
        var (image, group) = Math.DivRem(slice, _groups);
        int width = _tile.Columns, output = panel * width, columns = _tileColumns * Outputs;
        var maps = run.OutputGradient + (first + image) * _output.Count + ((long)group * _outputs + output) * _output.Plane;
        ChannelTiles.Interleave(maps, Math.Min(width, _outputs - output), _output.Height, _output.Width, 0, _tileRows * Outputs, columns, width,
            scratch);
        var tile = scratch + ChannelTiles.Length(_tileRows * Outputs, columns, width);
        var target = Gradients(run, group, images) + ((long)panel * images + image) * Tiles * width;
        for (var row = 0; row < _tileRows; row++)
            for (var column = 0; column < _tileColumns; column++, target += width)
            {
                ChannelTiles.Copy(scratch, columns, width, row * Outputs, column * Outputs, Outputs, tile);
                TwoSidedTransform.Run(_gradientMatrix.Pointer, _form.Inputs, Outputs, tile, width, width, target, (nint)ProductGradients(images));
            }
    }

    /// <summary>A piece: one product of one group.</summary>
    private void Multiply(in LayerRun run, int first, int images, int index)
    {
        var (group, product) = Math.DivRem(index, _form.Products);
        int tiles = images * Tiles;
        GemmBlock.Run(
            _tile, Rows, Columns, tiles, Inputs(run, group, images) + product * ProductInputs(images), (nint)tiles * _tile.Rows,
            Gradients(run, group, images) + product * ProductGradients(images), (nint)tiles * _tile.Columns,
            _sums.Pointer + (long)index * Rows * Columns, Columns, run.FirstImage + first == 0 ? _zeros.Pointer : null, false);
    }

    /// <summary>A piece: one panel of outputs of one group, from its sums to the optimizer.</summary>
    private void HandOverPanel(int index, TrainingParameter weights, Optimizer optimizer)
    {
        var (group, panel) = Math.DivRem(index, ColumnPanels);
        int width = _tile.Columns, inside = Math.Min(width, _outputs - panel * width), r = _form.Kernel, area = r * r, length = _channels * area;
        var kernels = stackalloc float[area * TwoSidedTransform.MostWidth];
        var first = ((long)group * _outputs + panel * width) * length;
        for (var channel = 0; channel < _channels; channel++)
        {
            var sums = _sums.Pointer + ((long)group * _form.Products * Rows + channel) * Columns + panel * width;
            TwoSidedTransform.Run(_weightMatrix.Pointer, r, _form.Inputs, sums, (nint)Rows * Columns, width, kernels, width);
            for (var output = 0; output < inside; output++)
            {
                var target = _result.Pointer + first + (long)output * length + channel * area;
                for (var k = 0; k < area; k++) target[k] = kernels[k * width + output];
            }
        }
        optimizer.Apply(weights, first, _result.Pointer + first, inside * length);
    }

    private static int Panels(int count, int size) => GemmPacking.Panels(count, size);

    private static NativeBuffer Transposed(double[,] matrix)
    {
        int rows = matrix.GetLength(0), columns = matrix.GetLength(1);
        var buffer = new NativeBuffer(matrix.Length);
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++) buffer.Pointer[j * rows + i] = (float)matrix[i, j];
        return buffer;
    }

    private enum Phase
    {
        TransformInputs,
        TransformGradients,
        Multiply,
    }

    private struct Piece : IParallelBody
    {
        public required WinogradWeightGradient Pass { get; init; }

        public required LayerRun Run { get; init; }

        public int First { get; set; }

        public int Images { get; set; }

        public Phase Phase { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var scratch = Run.Workers + worker * Run.WorkerStride;
            switch (Phase)
            {
                case Phase.TransformInputs: Pass.TransformInputs(Run, First, Images, index, scratch); break;
                case Phase.TransformGradients: Pass.TransformGradients(Run, First, Images, index, scratch); break;
                default: Pass.Multiply(Run, First, Images, index); break;
            }
        }
    }

    private struct HandOver : IParallelBody
    {
        public required WinogradWeightGradient Pass { get; init; }

        public required TrainingParameter Weights { get; init; }

        public required Optimizer Optimizer { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Pass.HandOverPanel(index, Weights, Optimizer);
    }
}
