namespace AlexNet.Imaging.Training;

/// <summary>Which photos are trained on, and which only show how well it goes.</summary>
public sealed record TrainingDataOptions
{
    /// <summary>A list of photos that are kept out altogether, as a test set must be (<see cref="Datasets.PhotoList"/>); null for none.</summary>
    public string? Exclude { get; init; }

    /// <summary>Another folder or CSV file whose photos show how well it goes; null for a part of the same.</summary>
    public string? Validation { get; init; }

    /// <summary>Fraction of each class that shows how well it goes, where <see cref="Validation"/> names no other photos; 0 for none.</summary>
    public double ValidationFraction { get; init; }

    /// <summary>Photos of each class that are trained on at most; 0 for all. Which, the seed decides.</summary>
    public int PhotosPerClass { get; init; }

    /// <summary>Photos of each class that there must be to train on.</summary>
    public int LeastPerClass { get; init; } = 1;

    /// <summary>Takes photos out of the training part that are also among those kept apart, rather than refusing them.</summary>
    public bool DropDuplicates { get; init; }

    /// <summary>Decides which photos are in which part.</summary>
    public ulong Seed { get; init; }

    /// <summary>Memory for decoded photos in bytes; null for a quarter of the machine's.</summary>
    public long? CacheBytes { get; init; }
}
