using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>A layer, with what is fused into it, that runs forward and backward. It keeps no activations: those are the session's.</summary>
internal abstract class TrainingLayer(string name, MapShape input, MapShape output) : IDisposable
{
    /// <summary>Name of the layer.</summary>
    public string Name { get; } = name;

    /// <summary>What a profile calls the forward pass.</summary>
    public string ForwardName { get; } = $"{name} forward";

    /// <summary>What a profile calls the backward pass.</summary>
    public string BackwardName { get; } = $"{name} backward";

    /// <summary>Shape of one image's input.</summary>
    public MapShape Input { get; } = input;

    /// <summary>Shape of one image's output.</summary>
    public MapShape Output { get; } = output;

    /// <summary>Whether it reads all inputs of an image at once and, in turn, wants all images of a batch at once, because its weights are many.</summary>
    public virtual bool WantsWholeBatch => false;

    /// <summary>Floats of scratch memory that all threads share, for so many images at once.</summary>
    public virtual long SharedScratch(int images) => 0;

    /// <summary>Floats of scratch memory for each thread.</summary>
    public virtual long WorkerScratch(int images) => 0;

    /// <summary>Called before a pass: makes of the weights, which have changed, what the kernels read.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="backward">Whether a backward pass will follow.</param>
    public virtual void Prepare(ThreadTeam team, bool backward) { }

    /// <summary>Computes the outputs of some images.</summary>
    public abstract void Forward(in LayerRun run);

    /// <summary>Computes the gradient of their inputs, and adds their part to those of the parameters. Images come in order, a whole batch in one call or several.</summary>
    public abstract void Backward(in LayerRun run);

    /// <summary>Called after the last image's backward pass: hands over the parameters' gradients, where that is not done yet.</summary>
    public virtual void Finish(ThreadTeam team, Optimizer optimizer) { }

    /// <inheritdoc/>
    public virtual void Dispose() { }
}
