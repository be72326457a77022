using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Pooling;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>Max pooling. Which place a maximum came from is looked up again on the way back: cheaper than to keep it.</summary>
internal sealed unsafe class MaxPoolingTraining(MaxPooling layer, MapShape input) : TrainingLayer(layer.Name, input, layer.OutputShape(input))
{
    private readonly MaxPoolingStep _step = new(layer, input, ActivationFunction.Identity);

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _step.Run(run.AsStep());

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is null) return;
        var body = new Map { Layer = this, Pooling = layer, Run = run };
        run.Team.For(run.Images * Input.Channels, ref body);
    }

    /// <summary>A piece: one map.</summary>
    private struct Map : IParallelBody
    {
        public required MaxPoolingTraining Layer { get; init; }

        public required MaxPooling Pooling { get; init; }

        public required LayerRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            MapShape input = Layer.Input, output = Layer.Output;
            long inside = (long)index * input.Plane, outside = (long)index * output.Plane;
            MaxPoolingGradient.Run(
                Run.Input + inside, Run.Output + outside, Run.OutputGradient + outside, Run.InputGradient + inside,
                input.Height, input.Width, output.Height, output.Width, Pooling.Window, Pooling.Stride);
        }
    }
}
