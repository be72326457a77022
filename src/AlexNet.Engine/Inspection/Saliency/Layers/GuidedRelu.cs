using AlexNet.Engine.Layers;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training.Network;

namespace AlexNet.Engine.Inspection.Saliency.Layers;

/// <summary>
/// A ReLU on whose way back only that passes which is positive, where the way forward was positive too: guided backpropagation (Springenberg et al. 2014, figure 1).
/// </summary>
internal sealed unsafe class GuidedRelu(Activation layer, MapShape shape) : TrainingLayer(layer.Name, shape, shape)
{
    private readonly ActivationTraining _relu = new(layer, shape);

    /// <inheritdoc/>
    public override void Forward(in LayerRun run) => _relu.Forward(run);

    /// <inheritdoc/>
    public override void Backward(in LayerRun run)
    {
        _relu.Backward(run);
        for (var i = 0L; i < run.Images * Input.Count; i++)
            if (run.InputGradient[i] < 0) run.InputGradient[i] = 0;
    }
}
