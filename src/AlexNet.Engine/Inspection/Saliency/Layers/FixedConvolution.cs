using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using AlexNet.Engine.Training;
using AlexNet.Engine.Training.Network;
using AlexNet.Engine.Training.Network.Convolutions;

namespace AlexNet.Engine.Inspection.Saliency.Layers;

/// <summary>A convolution whose weights stay as they are: the way forward and the way back to its inputs, by what computes them in training.</summary>
internal sealed class FixedConvolution : TrainingLayer
{
    private static readonly TrainingOptions NoTraining = new();

    private readonly TrainingParameter _weights, _bias;
    private readonly ConvolutionPass _forward, _backward;

    public FixedConvolution(Convolution layer, LayerShapes shapes, Func<string, WeightTensor> weight) : base(layer.Name, shapes.Input, shapes.Output)
    {
        TrainingParameter[] parameters = [.. shapes.Parameters.Select(shape => new TrainingParameter(shape, weight(shape.Name), NoTraining))];
        (_weights, _bias) = (parameters[0], parameters[1]);
        var choices = ConvolutionChoices.Of(layer, shapes.Input);
        _forward = ConvolutionPass.Forward(layer, shapes.Input, _weights, _bias, relu: false, choices);
        _backward = ConvolutionPass.Backward(layer, shapes.Input, _weights, choices);
    }

    /// <inheritdoc/>
    public override long SharedScratch(int images) => Math.Max(_forward.SharedScratch(images), _backward.SharedScratch(images));

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => Math.Max(_forward.WorkerScratch(images), _backward.WorkerScratch(images));

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team, bool backward)
    {
        _forward.Prepare(team);
        if (backward) _backward.Prepare(team);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _forward.Run(run.AsStep());

    /// <inheritdoc/>
    public override unsafe void Backward(in LayerRun run) => _backward.Run(run.AsStep() with { Input = run.OutputGradient, Output = run.InputGradient });

    /// <inheritdoc/>
    public override void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
        _weights.Dispose();
        _bias.Dispose();
    }
}
