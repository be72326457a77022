using AlexNet.Engine.Inference.Steps;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>The steps of one model that hold packed weights, so that plans which agree on a layer share them. Guarded by the cache of plans.</summary>
internal sealed class StepCache
{
    private readonly Dictionary<string, Step> _steps = [];

    /// <summary>The step at hand, or a new one.</summary>
    public Step Get(string layer, ConvolutionAlgorithm algorithm, Func<Step> create)
    {
        var key = $"{layer} {algorithm.ToString()}";
        if (!_steps.TryGetValue(key, out var step)) _steps[key] = step = create();
        return step;
    }
}
