using System.Runtime.CompilerServices;
using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;

namespace AlexNet.Engine.Inference;

/// <summary>A model made ready to run: its weights packed once, each layer's nonlinearity fused into it. Immutable and safe to share between sessions.</summary>
public sealed class InferencePlan
{
    private static readonly ConditionalWeakTable<Model, InferencePlan> Plans = [];

    /// <summary>Packs a model's weights. <see cref="For"/> does so once for a model and is what most callers want.</summary>
    /// <exception cref="ShapeException">The network does not end in a fully connected layer and softmax.</exception>
    public InferencePlan(Model model) : this(model, GemmTiles.Best) { }

    internal InferencePlan(Model model, GemmTile tile)
    {
        Model = model;
        var layers = model.Architecture.Layers;
        if (layers[^1] is not Softmax) throw new ShapeException(layers[^1].Name, $"a last layer of kind {layers[^1].Kind}", "softmax at the end");
        Steps = new StepBuilder(model, tile).Build();
        SpatialSteps = Steps.TakeWhile(step => step is not FullyConnectedStep).Count();
        LogitStep = Steps.Count - 2;
        if (SpatialSteps > LogitStep) throw new ShapeException(layers[^1].Name, "no fully connected layer before it", "at least one");
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>What a forward pass does, in order.</summary>
    internal IReadOnlyList<Step> Steps { get; }

    /// <summary>How many of the steps come before the first fully connected one: they go through a few images at a time, to stay in cache.</summary>
    internal int SpatialSteps { get; }

    /// <summary>Index of the step whose outputs are the logits: the one before softmax.</summary>
    internal int LogitStep { get; }

    /// <summary>Shape of what the convolutional part hands to the fully connected one.</summary>
    internal MapShape Features => SpatialSteps == 0 ? Model.Architecture.Input : Steps[SpatialSteps - 1].Output;

    /// <summary>The plan of a model, made at the first call and kept for as long as the model lives.</summary>
    public static InferencePlan For(Model model)
    {
        // Not GetValue: it may run its factory on two threads at once, and packing is dear.
        lock (Plans)
        {
            if (Plans.TryGetValue(model, out var plan)) return plan;
            plan = new InferencePlan(model);
            Plans.Add(model, plan);
            return plan;
        }
    }
}
