using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>Response normalization within maps (the 2012 source, after conv2).</summary>
internal sealed unsafe class MapNormalizationTraining(ResponseNormalization layer, MapShape shape) : TrainingLayer(layer.Name, shape, shape)
{
    private readonly MapNormalizationStep _step = new(layer, shape);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => MapNormalizationGradient.Scratch(Input.Plane);

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _step.Run(run.AsStep());

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is null) return;
        var body = new Map { Layer = layer, Shape = Input, Run = run };
        run.Team.For(run.Images * Input.Channels, ref body);
    }

    /// <summary>A piece: one map.</summary>
    private struct Map : IParallelBody
    {
        public required ResponseNormalization Layer { get; init; }

        public required MapShape Shape { get; init; }

        public required LayerRun Run { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var first = (long)index * Shape.Plane;
            MapNormalizationGradient.Run(
                Run.Input + first, Run.OutputGradient + first, Run.InputGradient + first, Shape.Height, Shape.Width,
                Layer.Size, Layer.K, Layer.Alpha, Layer.Beta, Run.Workers + worker * Run.WorkerStride);
        }
    }
}
