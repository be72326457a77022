using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Training;

namespace AlexNet.PowerShell.Training;

/// <summary>Where the square that the network sees is cut from a training photo.</summary>
public enum TrainingCrop
{
    /// <summary>Anywhere in the central square of the resized photo (paper, section 4.1).</summary>
    Random,

    /// <summary>A part of random area and shape, resized: objects come in more sizes, which helps where photos are few.</summary>
    RandomResized,

    /// <summary>The centre, as when classifying.</summary>
    Centre,
}

/// <summary>How the learning rate goes.</summary>
public enum TrainingSchedule
{
    /// <summary>A tenth whenever the validation error stops improving, as in the paper (section 5).</summary>
    Plateau,

    /// <summary>A tenth after each third of the epochs.</summary>
    Step,

    /// <summary>Less by the same factor in every epoch, a little each step.</summary>
    Exponential,

    /// <summary>Down to 0 along half a cosine (Loshchilov and Hutter 2017): no steps to place, and a long calm end, where a short run gains most.</summary>
    Cosine,

    /// <summary>As it is.</summary>
    Constant,
}

/// <summary>What a run of training was asked for; plain values, so that no cmdlet names a type of the module's dependencies.</summary>
internal sealed record TrainingSettings
{
    public required string Path { get; init; }
    public string? ValidationPath { get; init; }
    public double ValidationFraction { get; init; }
    public string? Exclude { get; init; }
    public int PhotosPerClass { get; init; }
    public bool DropDuplicate { get; init; }
    public required string Architecture { get; init; }
    public int? FullyConnectedWidth { get; init; }
    public int? InputSize { get; init; }
    public InitialWeights Initialization { get; init; }
    public bool ScaleColour { get; init; }
    public int Epochs { get; init; }
    public float LearningRate { get; init; }
    public TrainingSchedule Schedule { get; init; }
    public double WarmupEpochs { get; init; }
    public double? RateFactor { get; init; }
    public double? StepEpochs { get; init; }
    public int Patience { get; init; }
    public required TrainingOptions Step { get; init; }
    public TrainingCrop Crop { get; init; }
    public double LeastArea { get; init; }
    public bool Mirror { get; init; }
    public float ColourNoise { get; init; }
    public bool ScaleNoise { get; init; }
    public int CropChunk { get; init; }
    public double Erasing { get; init; }
    public double Mixup { get; init; }
    public ulong Seed { get; init; }
    public string? Checkpoint { get; init; }
    public TimeSpan CheckpointInterval { get; init; }
    public bool Resume { get; init; }
    public long? CacheBytes { get; init; }
    public string? OutPath { get; init; }
    public string Name { get; init; } = "";
}
