using AlexNet.Engine.Inference.Planning;

namespace AlexNet.PowerShell.Classifiers;

/// <summary>What a new classifier was asked for; plain values, so that no cmdlet names a type of the module's dependencies.</summary>
internal sealed record ClassifierRequest
{
    public required string Path { get; init; }
    public required string OutPath { get; init; }
    public string? ReportPath { get; init; }
    public string? Exclude { get; init; }
    public double ValidationFraction { get; init; }
    public string? ValidationPath { get; init; }
    public string? FineTune { get; init; }
    public int Epochs { get; init; }
    public float LearningRate { get; init; }
    public ulong Seed { get; init; }
    public int Mistakes { get; init; }
    public string? Cache { get; init; }
    public required PlanOptions Plan { get; init; }
    public bool Force { get; init; }
    public bool PassThru { get; init; }
}
