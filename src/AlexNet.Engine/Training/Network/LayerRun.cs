using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Training.Network;

/// <summary>What one pass through a layer works on: some neighbouring images of the batch.</summary>
internal readonly unsafe struct LayerRun
{
    /// <summary>The threads.</summary>
    public required ThreadTeam Team { get; init; }

    /// <summary>Index in the batch of the first image.</summary>
    public required int FirstImage { get; init; }

    /// <summary>Number of images.</summary>
    public required int Images { get; init; }

    /// <summary>[Images][input shape].</summary>
    public required float* Input { get; init; }

    /// <summary>[Images][output shape].</summary>
    public required float* Output { get; init; }

    /// <summary>[Images][output shape]; a backward pass may overwrite it. Null forward.</summary>
    public float* OutputGradient { get; init; }

    /// <summary>[Images][input shape]; null forward, and backward for the first layer, whose inputs nobody changes.</summary>
    public float* InputGradient { get; init; }

    /// <summary>Scratch memory of all threads.</summary>
    public required float* Shared { get; init; }

    /// <summary>Scratch memory of the first thread.</summary>
    public required float* Workers { get; init; }

    /// <summary>Floats from one thread's scratch memory to the next.</summary>
    public required long WorkerStride { get; init; }

    /// <summary>Number of the step; null at test time.</summary>
    public required long? Step { get; init; }

    /// <summary>Gets the gradients; null forward.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The forward pass as inference's steps have it.</summary>
    public StepRun AsStep() => new()
    {
        Team = Team,
        Images = Images,
        Input = Input,
        Output = Output,
        Shared = Shared,
        Workers = Workers,
        WorkerStride = WorkerStride,
    };
}
