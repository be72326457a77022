using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Compression;

/// <summary>What compressing a model was asked for; plain values, so that no cmdlet names a type of the module's dependencies.</summary>
internal sealed record CompressionSettings
{
    public required string OutPath { get; init; }
    public bool Overwrite { get; init; }
    public double FirstConvolutionDensity { get; init; }
    public double ConvolutionDensity { get; init; }
    public double FullyConnectedDensity { get; init; }
    public double ClassifierDensity { get; init; }
    public required IReadOnlyDictionary<string, double> LayerDensities { get; init; }
    public int ConvolutionBits { get; init; }
    public int FullyConnectedBits { get; init; }

    /// <summary>Rate of every dropout layer in further training; null for the model's own, lowered for what is pruned.</summary>
    public double? Dropout { get; init; }

    /// <summary>The photos, and how the model is trained further on them; no epochs when they are there to be tested on. Null for no photos.</summary>
    public TrainingSettings? Training { get; init; }

    /// <summary>How photos are classified to measure errors.</summary>
    public required ClassifierSettings Classifier { get; init; }
}
