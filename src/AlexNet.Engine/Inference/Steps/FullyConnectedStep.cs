using AlexNet.Engine.Kernels.FullyConnected;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>A fully connected layer, bias, ReLU and dropout's factor. Its weights, most of the network, are read where they are stored.</summary>
internal sealed unsafe class FullyConnectedStep : Step
{
    private readonly WeightTensor _weights;
    private readonly NativeBuffer _bias;
    private readonly bool _relu;
    private readonly float _factor;

    public FullyConnectedStep(FullyConnected layer, MapShape input, WeightTensor weights, WeightTensor bias, bool relu, float factor)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        (_weights, _relu, _factor) = (weights, relu, factor);
        _bias = new NativeBuffer(layer.Outputs);
        bias.CopyTo(_bias.Span(0, layer.Outputs));
    }

    /// <inheritdoc/>
    public override long SharedScratch(int images) => images == 1 ? 0 : images * Input.Count;

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => FullyConnectedKernel.Scratch(images);

    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var operands = new FullyConnectedOperands
        {
            Type = _weights.Type,
            Weights = (byte*)_weights.Data,
            RowScales = (float*)(_weights.RowScales?.Data ?? 0),
            Bias = _bias.Pointer,
            Inputs = (int)Input.Count,
            Outputs = Output.Channels,
            X = run.Input,
            Packed = run.Shared,
            Y = run.Output,
            Images = run.Images,
            Relu = _relu,
            Factor = _factor,
        };
        FullyConnectedPieces.Run(run.Team, operands, run.Workers, run.WorkerStride);
        GC.KeepAlive(this);
    }
}
