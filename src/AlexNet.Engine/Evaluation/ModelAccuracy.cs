namespace AlexNet.Engine.Evaluation;

/// <summary>How often a model was right on labelled photos. Shares are of the photos that could be read, 0 to 1.</summary>
[TypeFormatterSource]
public sealed record ModelAccuracy
{
    /// <summary>Name of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the photos.</summary>
    public required string Dataset { get; init; }

    /// <summary>Photos that were classified.</summary>
    public required int Photos { get; init; }

    /// <summary>Photos that could not be; they count nowhere else.</summary>
    public required int Failed { get; init; }

    /// <summary>Whether ten views of each photo were averaged.</summary>
    public required bool TenView { get; init; }

    /// <summary>Share whose class was not the likeliest answer.</summary>
    public required double Top1Error { get; init; }

    /// <summary>Where that error lies, 19 times in 20, for all photos of this kind (Wilson 1927).</summary>
    public required ConfidenceInterval Top1Interval { get; init; }

    /// <summary>Share whose class was not among the five likeliest.</summary>
    public required double Top5Error { get; init; }

    /// <summary>Where that error lies, 19 times in 20.</summary>
    public required ConfidenceInterval Top5Interval { get; init; }

    /// <summary>Share whose class was the likeliest answer.</summary>
    public double Accuracy => 1 - Top1Error;

    /// <summary>Mean over the classes of the share that was right in each: every class counts the same, however many photos it has.</summary>
    public required double MeanClassAccuracy { get; init; }

    /// <summary>The classes that have photos, in the model's order.</summary>
    public required IReadOnlyList<ClassAccuracy> Classes { get; init => field = Indexable.List(value); }

    /// <summary>Which class was taken for which, the commonest first.</summary>
    public required IReadOnlyList<Confusion> Confusions { get; init => field = Indexable.List(value); }

    /// <summary>The confusion matrix: [class of the photo][class answered] photos, over all of the model's classes.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> ConfusionMatrix { get; init => field = Indexable.List(value); }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Model} on {Dataset}: top-1 error {Top1Error:0.0%}, top-5 error {Top5Error:0.0%} of {Photos} photos");
}

/// <summary>How often a model was right on the photos of one class.</summary>
/// <param name="Label">The class.</param>
/// <param name="Photos">Its photos.</param>
/// <param name="Correct">Those whose likeliest answer it was.</param>
/// <param name="CorrectInFive">Those among whose five likeliest answers it was.</param>
public sealed record ClassAccuracy(string Label, int Photos, int Correct, int CorrectInFive)
{
    /// <summary>Share that was right.</summary>
    public double Accuracy => (double)Correct / Photos;

    /// <summary>Where that share lies, 19 times in 20.</summary>
    public ConfidenceInterval Interval => ConfidenceInterval.Wilson(Correct, Photos);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Label} ({Accuracy:0.0%})");
}

/// <summary>Photos of one class that were taken for another.</summary>
/// <param name="Label">What they are.</param>
/// <param name="Answer">What the model said.</param>
/// <param name="Photos">How many.</param>
public sealed record Confusion(string Label, string Answer, int Photos)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Label} as {Answer}: {Photos}";
}
