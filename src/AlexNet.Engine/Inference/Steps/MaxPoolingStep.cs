using AlexNet.Engine.Kernels.Activations;
using AlexNet.Engine.Kernels.Pooling;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Max pooling, and the nonlinearity after it where there is one (the 2012 source has conv1's ReLU there, on a quarter of the values).</summary>
internal sealed unsafe class MaxPoolingStep(MaxPooling layer, MapShape input, ActivationFunction function)
    : Step(layer.Name, input, layer.OutputShape(input))
{
    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Pool { Step = this, Run = run };
        run.Team.For(run.Images * Input.Channels, ref body);
    }

    /// <summary>A piece: one map of one image.</summary>
    private struct Pool : IParallelBody
    {
        public required MaxPoolingStep Step { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker) =>
            Step.PoolMap(Run.Input + (long)index * Step.Input.Plane, Run.Output + (long)index * Step.Output.Plane);
    }

    private void PoolMap(float* source, float* target)
    {
        MaxPoolingKernel.Run(source, target, 0, 1, Input.Height, Input.Width, Output.Height, Output.Width, layer.Window, layer.Stride);
        ActivationKernels.Apply(function, new Span<float>(target, Output.Plane));
    }
}
