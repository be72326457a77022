using AlexNet.Engine.Kernels.FullyConnected;
using AlexNet.Engine.Kernels.FullyConnected.Gradients;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// A fully connected layer and the nonlinearity after it, all images of a batch at once. Its weights' gradient never exists as a whole: each part
/// goes to the optimizer as it is made.
/// </summary>
internal sealed unsafe class FullyConnectedTraining : TrainingLayer
{
    private const int RowsPerPiece = FullyConnectedKernel.RowsPerPiece;

    private readonly GemmTile _tile = GemmTiles.Best;
    private readonly TrainingParameter _weights;
    private readonly TrainingParameter _bias;
    private readonly ActivationFunction _function;
    private readonly int _parts;
    private readonly NativeBuffer _biasGradient;
    private readonly NativeBuffer _zeros;

    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="weights">[outputs][inputs].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="function">The nonlinearity after it.</param>
    /// <param name="batch">Images of a batch at most.</param>
    /// <param name="parts">Parts of the outputs in which the input's gradient is summed.</param>
    public FullyConnectedTraining(FullyConnected layer, MapShape input, TrainingParameter weights, TrainingParameter bias,
        ActivationFunction function, int batch, int parts)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        (_weights, _bias, _function, _parts) = (weights, bias, function, parts);
        _biasGradient = new NativeBuffer(layer.Outputs);
        _zeros = new NativeBuffer(Math.Max(_tile.Rows, batch + _tile.Rows));
    }

    /// <inheritdoc/>
    public override bool WantsWholeBatch => true;

    private int Inputs => (int)Input.Count;

    private int Outputs => Output.Channels;

    /// <inheritdoc/>
    public override long SharedScratch(int images) => Math.Max(
        images * Input.Count, // what a forward pass packs
        Math.Max(FullyConnectedWeightGradient.PackedLength(_tile, images, Inputs), FullyConnectedInputGradient.PackedLength(_tile, images, Outputs)));

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Math.Max(
        FullyConnectedKernel.Scratch(images),
        Math.Max(FullyConnectedWeightGradient.Scratch(_tile, images), FullyConnectedInputGradient.Scratch(_tile, images)));

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var operands = new FullyConnectedOperands
        {
            Type = ElementType.Float32,
            Weights = (byte*)_weights.Current.Pointer,
            RowScales = null,
            Bias = _bias.Current.Pointer,
            Inputs = Inputs,
            Outputs = Outputs,
            X = run.Input,
            Packed = run.Shared,
            Y = run.Output,
            Images = run.Images,
            Relu = _function == ActivationFunction.Relu,
            Factor = 1,
        };
        var body = new ForwardPiece { Operands = operands, Workers = run.Workers, WorkerStride = run.WorkerStride, Packs = true };
        if (run.Images > 1) run.Team.For(PackedImages.Pieces(Inputs, run.Images), ref body);
        body.Packs = false;
        run.Team.For((Outputs + RowsPerPiece - 1) / RowsPerPiece, ref body);
        if (_function != ActivationFunction.Relu) ElementPasses.Apply(run.Team, _function, run.Output, run.Images * Output.Count);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        ElementPasses.ApplySlope(run.Team, _function, run.Output, run.OutputGradient, run.Images * Output.Count);
        var body = new BackwardPiece { Layer = this, Run = run };
        if (run.InputGradient is not null)
        {
            body.Phase = Phase.PackGradients;
            run.Team.For(GemmPacking.Panels(run.Images, _tile.Rows), ref body);
            body.Phase = Phase.InputGradient;
            run.Team.For(FullyConnectedInputGradient.Pieces(_tile, Inputs), ref body);
        }
        body.Phase = Phase.PackInputs;
        run.Team.For(GemmPacking.Panels(Inputs, _tile.Columns), ref body);
        body.Phase = Phase.WeightGradient;
        run.Team.For(FullyConnectedWeightGradient.Pieces(_tile, Outputs), ref body);
        AddBiasGradient(run);
    }

    /// <inheritdoc/>
    public override void Finish(ThreadTeam team, Optimizer optimizer) => optimizer.Apply(_bias, 0, _biasGradient.Pointer, Outputs);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _biasGradient.Dispose();
        _zeros.Dispose();
    }

    private void AddBiasGradient(in LayerRun run)
    {
        var sums = _biasGradient.Span(0, Outputs);
        sums.Clear();
        for (var image = 0; image < run.Images; image++)
        {
            var gradient = run.OutputGradient + (long)image * Outputs;
            for (var output = 0; output < sums.Length; output++) sums[output] += gradient[output];
        }
    }

    /// <summary>Some rows of weights: their gradients, a block at a time, each used while in L1.</summary>
    private void UseWeightGradient(in LayerRun run, int piece, float* scratch)
    {
        var packed = FullyConnectedWeightGradient.PackGradients(_tile, run.OutputGradient, run.Images, Outputs, piece, scratch);
        int first = piece * _tile.Rows, rows = Math.Min(_tile.Rows, Outputs - first), block = FullyConnectedWeightGradient.BlockInputs(_tile);
        for (var input = 0; input < Inputs; input += block)
        {
            FullyConnectedWeightGradient.Run(_tile, packed, run.Shared, run.Images, Inputs, input, _zeros.Pointer, scratch);
            for (var row = 0; row < rows; row++)
                run.Optimizer!.Apply(_weights, (long)(first + row) * Inputs + input, scratch + (long)row * block, Math.Min(block, Inputs - input));
        }
    }

    private enum Phase
    {
        PackGradients,
        InputGradient,
        PackInputs,
        WeightGradient,
    }

    /// <summary>A piece: some of the images' inputs, or some rows of weights.</summary>
    private struct ForwardPiece : IParallelBody
    {
        public required FullyConnectedOperands Operands { get; init; }

        public required float* Workers { get; init; }

        public required long WorkerStride { get; init; }

        public required bool Packs { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            if (Packs) FullyConnectedKernel.Pack(Operands, index);
            else
                FullyConnectedKernel.Run(
                    Operands, index * RowsPerPiece, Math.Min(Operands.Outputs, (index + 1) * RowsPerPiece), Workers + worker * WorkerStride);
        }
    }

    private struct BackwardPiece : IParallelBody
    {
        public required FullyConnectedTraining Layer { get; init; }

        public required LayerRun Run { get; init; }

        public Phase Phase { get; set; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var scratch = Run.Workers + worker * Run.WorkerStride;
            switch (Phase)
            {
                case Phase.PackGradients:
                    FullyConnectedInputGradient.PackGradients(Layer._tile, Run.OutputGradient, Run.Images, Layer.Outputs, index, Run.Shared);
                    break;
                case Phase.InputGradient:
                    FullyConnectedInputGradient.Run(
                        Layer._tile, Layer._weights.Current.Pointer, Run.Shared, Run.InputGradient, Run.Images, Layer.Inputs, Layer.Outputs,
                        Layer._parts, index, Layer._zeros.Pointer, scratch);
                    break;
                case Phase.PackInputs:
                    FullyConnectedWeightGradient.PackInputs(Layer._tile, Run.Input, Run.Images, Layer.Inputs, index, Run.Shared);
                    break;
                default:
                    Layer.UseWeightGradient(Run, index, scratch);
                    break;
            }
        }
    }
}
