using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Steps;

/// <summary>One thing that a forward pass does: a layer with what is fused into it. Immutable; holds packed weights; any number of sessions share it.</summary>
internal abstract class Step(string name, MapShape input, MapShape output)
{
    /// <summary>Name of the layer whose output this is, once what is fused into it is applied.</summary>
    public string Name { get; } = name;

    /// <summary>The layers that it computes; a nonlinearity or a factor that is fused into a layer counts as a part of that.</summary>
    public virtual IReadOnlyList<string> Layers => [Name];

    /// <summary>Shape of one image's input.</summary>
    public MapShape Input { get; } = input;

    /// <summary>Shape of one image's output.</summary>
    public MapShape Output { get; } = output;

    /// <summary>Floats of scratch memory that all threads share, for so many images at once.</summary>
    public virtual long SharedScratch(int images) => 0;

    /// <summary>Floats of scratch memory for each thread.</summary>
    public virtual long WorkerScratch(int images) => 0;

    /// <summary>Computes the outputs of all images.</summary>
    public abstract void Run(in StepRun run);

    /// <summary>Whether <see cref="Prepare"/> does anything for so many images.</summary>
    public virtual bool CanPrepare(int images) => false;

    /// <summary>
    /// What of a run depends on some input channels alone, done while the others are still on their way; it goes to the run's shared scratch. What sums over
    /// channels is left to <see cref="Finish"/>, so that the sums keep their order and the outputs their bits.
    /// </summary>
    public virtual void Prepare(in StepRun run, int firstChannel, int channels) { }

    /// <summary>The rest of a run whose channels are all prepared.</summary>
    public virtual void Finish(in StepRun run) => Run(run);
}

/// <summary>What one run of a step works on.</summary>
internal readonly unsafe struct StepRun
{
    /// <summary>The threads.</summary>
    public required ThreadTeam Team { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>[Images][input shape].</summary>
    public required float* Input { get; init; }

    /// <summary>[Images][output shape]; never the same memory as <see cref="Input"/>.</summary>
    public required float* Output { get; init; }

    /// <summary>Scratch memory of all threads.</summary>
    public required float* Shared { get; init; }

    /// <summary>Scratch memory of the first thread.</summary>
    public required float* Workers { get; init; }

    /// <summary>Floats from one thread's scratch memory to the next.</summary>
    public required long WorkerStride { get; init; }
}
