namespace AlexNet.Engine.Training;

/// <summary>A stretch of training with one set of hyper-parameters: a model's history is a list of them, one more for each time that training was resumed with others or with other photos.</summary>
[TypeFormatterSource]
public sealed record TrainingRun
{
    /// <summary>When it began.</summary>
    public required DateTime Started { get; init; }

    /// <summary>Steps that had been done before.</summary>
    public required long FirstStep { get; init; }

    /// <summary>Steps done at its end, or at the checkpoint.</summary>
    public required long LastStep { get; init; }

    /// <summary>Name of the folder or file with the photos.</summary>
    public required string Dataset { get; init; }

    /// <summary>A hash of the training photos; the same hash means the same photos under the same labels.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The hyper-parameters, by name, in words.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The epochs that ended in it.</summary>
    public required IReadOnlyList<EpochResult> Epochs { get; init => field = Indexable.List(value); }

    /// <inheritdoc/>
    public override string ToString() => $"{Dataset}: {Epochs.Count} epochs, steps {FirstStep + 1} to {LastStep}";
}
