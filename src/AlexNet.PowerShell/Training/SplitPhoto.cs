namespace AlexNet.PowerShell.Training;

/// <summary>Which part of a dataset a photo is in.</summary>
public enum DatasetPart
{
    /// <summary>Trained on.</summary>
    Training,

    /// <summary>Kept for testing.</summary>
    Test,
}

/// <summary>A photo of a dataset, and the part it is in.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="RelativePath">Its path in the dataset, with forward slashes: what a list for -Exclude holds.</param>
/// <param name="Label">Its class.</param>
/// <param name="Part">The part.</param>
public sealed record SplitPhoto(string Path, string RelativePath, string Label, DatasetPart Part)
{
    /// <inheritdoc/>
    public override string ToString() => Path;
}
