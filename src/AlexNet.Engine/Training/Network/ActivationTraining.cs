using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Training.Network;

/// <summary>A nonlinearity that does not follow a layer with weights.</summary>
internal sealed unsafe class ActivationTraining(Activation layer, MapShape shape) : TrainingLayer(layer.Name, shape, shape)
{
    /// <inheritdoc/>
    public override void Forward(in LayerRun run)
    {
        var bytes = run.Images * Input.Count * sizeof(float);
        Buffer.MemoryCopy(run.Input, run.Output, bytes, bytes);
        ElementPasses.Apply(run.Team, layer.Function, run.Output, run.Images * Input.Count);
    }

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        if (run.InputGradient is null) return;
        var bytes = run.Images * Input.Count * sizeof(float);
        Buffer.MemoryCopy(run.OutputGradient, run.InputGradient, bytes, bytes);
        ElementPasses.ApplySlope(run.Team, layer.Function, run.Output, run.InputGradient, run.Images * Input.Count);
    }
}
