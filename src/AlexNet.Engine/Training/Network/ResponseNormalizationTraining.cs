using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Normalization;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>Response normalization across maps, inside a tower or over all.</summary>
internal sealed unsafe class ResponseNormalizationTraining(ResponseNormalization layer, MapShape shape, int towers) : TrainingLayer(layer.Name, shape, shape)
{
    private readonly ResponseNormalizationStep _step = new(layer, shape, towers);

    /// <inheritdoc/>
    public override long WorkerScratch(int images) => ResponseNormalizationGradient.Scratch(Input.Channels / towers);

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _step.Run(run.AsStep());

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is null) return;
        var body = new Tower { Layer = layer, Run = run, Channels = Input.Channels / towers, Plane = Input.Plane };
        run.Team.For(run.Images * towers, ref body);
    }

    /// <summary>A piece: one tower of one image.</summary>
    private struct Tower : IParallelBody
    {
        public required ResponseNormalization Layer { get; init; }

        public required LayerRun Run { get; init; }

        public required int Channels { get; init; }

        public required int Plane { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var first = (long)index * Channels * Plane;
            ResponseNormalizationGradient.Run(
                Run.Input + first, Run.OutputGradient + first, Run.InputGradient + first, Channels, Plane, 0, Plane,
                Layer.Size, Layer.K, Layer.Alpha, Layer.Beta, Run.Workers + worker * Run.WorkerStride);
        }
    }
}
