using AlexNet.Engine.Kernels.Simd;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;
using ConvolutionLayer = AlexNet.Engine.Layers.Convolution;

namespace AlexNet.Engine.Training.Network.Convolutions;

/// <summary>
/// A convolution and the nonlinearity after it: the way forward, the way back, and the gradients of weights and biases, each by what computes it
/// fastest.
/// </summary>
internal sealed unsafe class ConvolutionTraining : TrainingLayer
{
    private readonly TrainingParameter _weights;
    private readonly TrainingParameter _bias;
    private readonly ActivationFunction _function;
    private readonly ConvolutionPass _forward;
    private readonly ConvolutionPass? _backward;
    private readonly WeightGradientPass _weightGradient;
    private readonly NativeBuffer _biasGradient;

    /// <param name="layer">The layer.</param>
    /// <param name="input">Shape of its input.</param>
    /// <param name="weights">[outputs][channels of a group][kernel][kernel].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="function">The nonlinearity after it.</param>
    /// <param name="needsInputGradient">False for the network's first layer.</param>
    /// <param name="choices">What computes it.</param>
    public ConvolutionTraining(
        ConvolutionLayer layer, MapShape input, TrainingParameter weights, TrainingParameter bias, ActivationFunction function,
            bool needsInputGradient, ConvolutionChoices choices)
        : base(layer.Name, input, layer.OutputShape(input))
    {
        (_weights, _bias, _function) = (weights, bias, function);
        _forward = ConvolutionPass.Forward(layer, input, weights, bias, function == ActivationFunction.Relu, choices);
        if (needsInputGradient) _backward = ConvolutionPass.Backward(layer, input, weights, choices);
        _weightGradient = WeightGradientPass.Create(layer, input, choices);
        _biasGradient = new NativeBuffer(layer.Channels);
    }

    /// <inheritdoc/>
    public override long SharedScratch(int images) =>
        Math.Max(_weightGradient.SharedScratch(images), Math.Max(_forward.SharedScratch(images), _backward?.SharedScratch(images) ?? 0));

    /// <inheritdoc/>
    public override long WorkerScratch(int images) =>
        Math.Max(_weightGradient.WorkerScratch, Math.Max(_forward.WorkerScratch(images), _backward?.WorkerScratch(images) ?? 0));

    /// <inheritdoc/>
    public override void Prepare(ThreadTeam team, bool backward)
    {
        _forward.Prepare(team);
        if (backward) _backward?.Prepare(team);
    }

    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        _forward.Run(run.AsStep());
        if (_function != ActivationFunction.Relu) ElementPasses.Apply(run.Team, _function, run.Output, run.Images * Output.Count);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        ElementPasses.ApplySlope(run.Team, _function, run.Output, run.OutputGradient, run.Images * Output.Count);
        _weightGradient.Add(run);
        var body = new AddBias { Layer = this, Run = run };
        run.Team.For(Output.Channels, ref body);
        if (run.InputGradient is not null) _backward!.Run(run.AsStep() with { Input = run.OutputGradient, Output = run.InputGradient });
    }

    /// <inheritdoc/>
    public override void Finish(ThreadTeam team, Optimizer optimizer)
    {
        optimizer.Apply(_bias, 0, _biasGradient.Pointer, Output.Channels);
        _weightGradient.Finish(team, _weights, optimizer);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _forward.Dispose();
        _backward?.Dispose();
        _weightGradient.Dispose();
        _biasGradient.Dispose();
    }

    /// <summary>A piece: one output channel's bias.</summary>
    private struct AddBias : IParallelBody
    {
        public required ConvolutionTraining Layer { get; init; }

        public required LayerRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var output = Layer.Output;
            var gradient = Layer._biasGradient.Pointer + index;
            var sum = Run.FirstImage == 0 ? 0.0 : *gradient;
            for (var image = 0; image < Run.Images; image++) sum += Sums.Of(Run.OutputGradient + image * output.Count + (long)index * output.Plane,
                output.Plane);
            *gradient = (float)sum;
        }
    }
}
