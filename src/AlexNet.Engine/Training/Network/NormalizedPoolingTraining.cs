using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Kernels.Pooling;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>
/// Response normalization across maps and the max pooling after it. The normalized maps, as large as all of conv1's output, are not kept but computed again on
/// the way back, a tower at a time: that takes less time than to write and read them, and a third less memory.
/// </summary>
/// <remarks>Worker scratch: a tower's normalized maps, their gradients, and the gradient kernel's own.</remarks>
internal sealed unsafe class NormalizedPoolingTraining(ResponseNormalization normalization, MaxPooling pooling, MapShape input, int towers)
    : TrainingLayer($"{normalization.Name}+{pooling.Name}", input, pooling.OutputShape(input))
{
    private readonly NormalizedPoolingStep _step = new(normalization, pooling, input, towers, ActivationFunction.Identity);

    private int Channels => Input.Channels / towers;

    /// <inheritdoc/>
    public override long WorkerScratch(int images) =>
        Math.Max(_step.WorkerScratch(images), 2L * Channels * Input.Plane + ResponseNormalizationGradient.Scratch(Channels));

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _step.Run(run.AsStep());

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is null) return;
        var body = new Tower { Layer = this, Run = run };
        run.Team.For(run.Images * towers, ref body);
    }

    private void RunTower(in LayerRun run, int tower, float* scratch)
    {
        long first = (long)tower * Channels * Input.Plane, count = (long)Channels * Input.Plane;
        float* x = run.Input + first, normalized = scratch, gradient = scratch + count;
        ResponseNormalizationKernel.Run(
            x, normalized, Channels, Input.Plane, 0, Input.Plane, normalization.Size, normalization.K, normalization.Alpha, normalization.Beta);
        for (var channel = 0; channel < Channels; channel++)
        {
            long inside = (long)channel * Input.Plane, outside = ((long)tower * Channels + channel) * Output.Plane;
            MaxPoolingGradient.Run(
                normalized + inside, run.Output + outside, run.OutputGradient + outside, gradient + inside,
                Input.Height, Input.Width, Output.Height, Output.Width, pooling.Window, pooling.Stride);
        }
        ResponseNormalizationGradient.Run(
            x, gradient, run.InputGradient + first, Channels, Input.Plane, 0, Input.Plane,
            normalization.Size, normalization.K, normalization.Alpha, normalization.Beta, gradient + count);
    }

    /// <summary>A piece: one tower of one image.</summary>
    private struct Tower : IParallelBody
    {
        public required NormalizedPoolingTraining Layer { get; init; }

        public required LayerRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker) => Layer.RunTower(Run, index, Run.Workers + worker * Run.WorkerStride);
    }
}
