using AlexNet.Engine.Inference.Steps;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>The steps of one model that hold packed weights, so that plans which agree on a layer share them. Guarded by the cache of plans.</summary>
internal sealed class StepCache
{
    private readonly Dictionary<(string Layer, ConvolutionAlgorithm Algorithm), Step> _steps = [];

    /// <summary>The step at hand, or a new one.</summary>
    public Step Get(string layer, ConvolutionAlgorithm algorithm, Func<Step> create)
    {
        if (!_steps.TryGetValue((layer, algorithm), out var step)) _steps[(layer, algorithm)] = step = create();
        return step;
    }
}
