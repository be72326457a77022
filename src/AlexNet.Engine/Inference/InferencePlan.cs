using System.Runtime.CompilerServices;
using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inference;

/// <summary>A model made ready to run: its weights packed once, each layer's nonlinearity fused into it. Immutable and safe to share between sessions.</summary>
public sealed class InferencePlan
{
    private static readonly ConditionalWeakTable<Model, PlanCache> Plans = [];

    /// <summary>Packs a model's weights. <see cref="For"/> does so once for a model and is what most callers want.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">What the plan is made for, and what it must or must not use.</param>
    /// <exception cref="ShapeException">The network does not end in a fully connected layer and softmax.</exception>
    /// <exception cref="ArgumentException">The options name a layer that is no convolution of the network.</exception>
    /// <exception cref="NotSupportedException">A layer cannot be computed by the algorithm that the options ask for.</exception>
    public InferencePlan(Model model, PlanOptions? options = null) : this(model, options ?? PlanOptions.Default, GemmTiles.Best, new StepCache()) { }

    internal InferencePlan(Model model, PlanOptions options, GemmTile tile, StepCache cache)
    {
        options.Check(model.Architecture);
        Model = model;
        var layers = model.Architecture.Layers;
        if (layers[^1] is not Softmax) throw new ShapeException(layers[^1].Name, $"a last layer of kind {layers[^1].Kind}", "softmax at the end");
        Algorithms = model.Architecture.Shapes.Where(shapes => shapes.Layer is Convolution)
            .ToDictionary(shapes => shapes.Layer.Name, shapes => options.Choose((Convolution)shapes.Layer, shapes.Input));
        Steps = new StepBuilder(model.Architecture.Shapes, model.Architecture.Towers, model.Weight, tile, Algorithms, cache).Build();
        SpatialSteps = Steps.TakeWhile(step => step is not FullyConnectedStep).Count();
        LogitStep = Steps.Count - 2;
        if (SpatialSteps > LogitStep) throw new ShapeException(layers[^1].Name, "no fully connected layer before it", "at least one");
    }

    private InferencePlan(InferencePlan whole, IReadOnlyList<Step> steps, string endsAt)
    {
        (Model, Algorithms, Steps, EndsAt) = (whole.Model, whole.Algorithms, steps, endsAt);
        SpatialSteps = Math.Min(whole.SpatialSteps, steps.Count);
        LogitStep = -1;
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The algorithm of each convolution, by the layer's name.</summary>
    public IReadOnlyDictionary<string, ConvolutionAlgorithm> Algorithms { get; }

    /// <summary>The layer that a plan made by <see cref="UpTo"/> ends at, whose outputs the session gives; null for a plan of the whole network.</summary>
    public string? EndsAt { get; }

    /// <summary>Shape of what a forward pass ends in for one image: the classes' probabilities, or the outputs of <see cref="EndsAt"/>.</summary>
    public MapShape Output => Steps[^1].Output;

    /// <summary>What a forward pass does, in order.</summary>
    internal IReadOnlyList<Step> Steps { get; }

    /// <summary>How many of the steps come before the first fully connected one: they go through a few images at a time, to stay in cache.</summary>
    internal int SpatialSteps { get; }

    /// <summary>Index of the step whose outputs are the logits: the one before softmax; -1 in a plan that ends earlier.</summary>
    internal int LogitStep { get; }

    /// <summary>Shape of what the convolutional part hands to the fully connected one.</summary>
    internal MapShape Features => SpatialSteps == 0 ? Model.Architecture.Input : Steps[SpatialSteps - 1].Output;

    /// <summary>
    /// The plan of a model, made at the first call with these options and kept for as long as the model lives. Plans that agree on a layer share its packed weights.
    /// </summary>
    public static InferencePlan For(Model model, PlanOptions? options = null) => Plans.GetValue(model, model => new PlanCache(model)).For(options ?? PlanOptions.Default);

    /// <summary>
    /// The beginning of this plan, for reading a layer's outputs: what comes after the layer is not computed. Shares the packed weights; its sessions give the
    /// outputs by <see cref="InferenceSession.Outputs"/>, the same bits that a <see cref="LayerObserver"/> of the whole plan sees.
    /// </summary>
    /// <param name="layer">
    /// Name of a layer, in any case. Its outputs are what the next layer reads, with the nonlinearity and dropout's factor that are fused into it: fc7, relu7 and
    /// drop7 of the paper's network are the same 4096 values.
    /// </param>
    /// <exception cref="ArgumentException">The plan has no such layer: names those that there are.</exception>
    public InferencePlan UpTo(string layer)
    {
        var layers = Model.Architecture.Layers;
        var names = layers.Select(each => each.Name).ToList();
        var place = names.FindIndex(name => string.Equals(name, layer, StringComparison.OrdinalIgnoreCase));
        // What has no step of its own is fused into a layer before it, or does nothing.
        for (var named = place; named >= 0; named--)
        {
            var last = Steps.Count - 1;
            while (last >= 0 && !Steps[last].Layers.Contains(names[named])) last--;
            if (last < 0 && layers[named] is Activation or Dropout) continue;
            if (last < 0) break;
            var end = Steps[last] is NormalizedPoolingStep both && both.First.Name == names[named] ? both.First : Steps[last];
            return end == Steps[^1] && EndsAt is null ? this : new InferencePlan(this, [.. Steps.Take(last), end], names[named]);
        }
        var choice = string.Join(", ", names.Take(EndsAt is null ? names.Count : names.IndexOf(EndsAt) + 1));
        throw new ArgumentException($"no layer '{layer}' whose outputs '{Model.Architecture.Name}' could give; its layers: {choice}");
    }
}
