using AlexNet.Engine.Kernels.FullyConnected;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>A fully connected layer, bias, ReLU and dropout's factor. Its weights, most of the network, are read where they are stored.</summary>
internal sealed unsafe class FullyConnectedStep : Step
{
    // Outputs of one image are 4 bytes each: 32 rows are two cache lines, so that threads do not write into the same one.
    private const int RowsPerPiece = 32;

    private readonly WeightTensor _weights;
    private readonly NativeBuffer _bias;
    private readonly bool _relu;
    private readonly float _scale;

    public FullyConnectedStep(FullyConnected layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, float scale)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        (_weights, _relu, _scale) = (weights, relu, scale);
        _bias = new NativeBuffer(layer.Outputs);
        bias.CopyTo(_bias.Span(0, layer.Outputs));
    }

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => FullyConnectedKernel.Scratch(images);

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Multiply { Step = this, Run = run };
        run.Team.For((Output.Channels + RowsPerPiece - 1) / RowsPerPiece, ref body);
    }

    /// <summary>A piece: some rows of weights, for all images.</summary>
    private struct Multiply : IParallelBody
    {
        public required FullyConnectedStep Step { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var outputs = Step.Output.Channels;
            FullyConnectedKernel.Run(
                Step._weights.Type, (byte*)Step._weights.Data, Step._bias.Pointer, (int)Step.Input.Count, outputs,
                index * RowsPerPiece, Math.Min(outputs, (index + 1) * RowsPerPiece),
                Run.Input, Run.Images, Run.Output, Run.Workers + worker * Run.WorkerStride, Step._relu, Step._scale);
        }
    }
}
