using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>The plans of one model. Thread-safe; a plan is made by one thread while others that want it wait, for packing is dear.</summary>
internal sealed class PlanCache(Model model)
{
    private readonly StepCache _steps = new();
    private readonly Dictionary<string, InferencePlan> _plans = [];

    /// <summary>The plan for these options: the one at hand when they come to the same choices.</summary>
    public InferencePlan For(PlanOptions options)
    {
        lock (_plans)
        {
            options.Check(model.Architecture);
            var choices = string.Join(' ', model.Architecture.Shapes.Where(shapes => shapes.Layer is Convolution)
                .Select(shapes => options.Choose((Convolution)shapes.Layer, shapes.Input).ToString()));
            if (_plans.TryGetValue(choices, out var plan)) return plan;
            return _plans[choices] = new InferencePlan(model, options, GemmTiles.Best, _steps);
        }
    }
}
