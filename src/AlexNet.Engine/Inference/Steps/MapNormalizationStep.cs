using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>Response normalization over neighbouring places of the same map.</summary>
internal sealed unsafe class MapNormalizationStep(ResponseNormalization layer, MapShape input) : Step(layer.Name, input, layer.OutputShape(input))
{
    /// <inheritdoc/>
    public override void Run(in StepRun run)
    {
        var body = new Normalize { Step = this, Run = run };
        run.Team.For(run.Images * Input.Channels, ref body);
    }

    /// <summary>A piece: one map of one image.</summary>
    private struct Normalize : IParallelBody
    {
        public required MapNormalizationStep Step { get; init; }

        public required StepRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker) =>
            Step.NormalizeMap(Run.Input + (long)index * Step.Input.Plane, Run.Output + (long)index * Step.Input.Plane);
    }

    private void NormalizeMap(float* source, float* target) =>
        MapNormalizationKernel.Run(source, target, 0, 1, Input.Height, Input.Width, layer.Size, layer.K, layer.Alpha, layer.Beta);
}
