namespace AlexNet.Engine.Evaluation;

/// <summary>How a new classifier does on photos that it was not trained on.</summary>
[TypeFormatterSource]
public sealed record ClassifierReport
{
    /// <summary>The model file.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the model.</summary>
    public string Model => Accuracy.Model;

    /// <summary>Name of the trained network whose layers it has.</summary>
    public required string Backbone { get; init; }

    /// <summary>The first layer that was trained: the last one, or the one that fine-tuning began at.</summary>
    public required string FirstLayer { get; init; }

    /// <summary>The weight decay of the last layer, chosen on the photos held out.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Photos that it was trained on.</summary>
    public required int TrainingPhotos { get; init; }

    /// <summary>The photos held out, as a list for Test-AlexNetModel has them: relative to the dataset's folder, with forward slashes.</summary>
    public required IReadOnlyList<string> HeldOut { get; init => field = Indexable.List(value); }

    /// <summary>What it answered for the photos held out: errors with their intervals, classes, confusions.</summary>
    public required ModelAccuracy Accuracy { get; init; }

    /// <summary>Share of the photos held out whose class was not the likeliest answer.</summary>
    public double Top1Error => Accuracy.Top1Error;

    /// <summary>Where that error lies, 19 times in 20, for all photos of this kind.</summary>
    public ConfidenceInterval Top1Interval => Accuracy.Top1Interval;

    /// <summary>Share whose class was not among the five likeliest.</summary>
    public double Top5Error => Accuracy.Top5Error;

    /// <summary>Where that error lies, 19 times in 20.</summary>
    public ConfidenceInterval Top5Interval => Accuracy.Top5Interval;

    /// <summary>Precision and recall of each class.</summary>
    public required IReadOnlyList<ClassQuality> Classes { get; init => field = Indexable.List(value); }

    /// <summary>[class of the photo][class answered] photos held out, in the order of <see cref="Classes"/>.</summary>
    public IReadOnlyList<IReadOnlyList<int>> ConfusionMatrix => Accuracy.ConfusionMatrix;

    /// <summary>Photos held out that it was most sure of and wrong about, the surest first.</summary>
    public required IReadOnlyList<Mistake> Mistakes { get; init => field = Indexable.List(value); }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Model}: {Top1Error:0.0%} wrong of {Accuracy.Photos} photos held out");
}

/// <summary>How well one class is told from the others.</summary>
/// <param name="Label">The class.</param>
/// <param name="TrainingPhotos">Its photos that were trained on.</param>
/// <param name="Photos">Its photos held out.</param>
/// <param name="Correct">Of those, the ones that it was the likeliest answer for.</param>
/// <param name="Answered">Photos held out, of any class, that it was the likeliest answer for.</param>
public sealed record ClassQuality(string Label, int TrainingPhotos, int Photos, int Correct, int Answered)
{
    /// <summary>Share of the answers that were right; null when it was never answered.</summary>
    public double? Precision => Answered == 0 ? null : (double)Correct / Answered;

    /// <summary>Share of its photos that were found; null when none was held out.</summary>
    public double? Recall => Photos == 0 ? null : (double)Correct / Photos;

    /// <summary>Each class of a confusion matrix.</summary>
    /// <param name="labels">Names of the classes.</param>
    /// <param name="matrix">[class of the photo][class answered].</param>
    /// <param name="trainingPhotos">Photos of each class that were trained on.</param>
    public static IReadOnlyList<ClassQuality> Of(IReadOnlyList<string> labels, IReadOnlyList<IReadOnlyList<int>> matrix, IReadOnlyList<int> trainingPhotos) =>
        [.. labels.Select((label, i) => new ClassQuality(label, trainingPhotos[i], matrix[i].Sum(), matrix[i][i], matrix.Sum(row => row[i])))];

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Label}: precision {Precision:0.0%}, recall {Recall:0.0%}");
}

/// <summary>A photo that was taken for something else.</summary>
/// <param name="Photo">Full path of the file.</param>
/// <param name="PSPath">The path in PowerShell's own form, which binds to -LiteralPath of the next command.</param>
/// <param name="Answer">What the model said.</param>
/// <param name="Truth">What it is.</param>
/// <param name="Probability">What the model gave its answer, 0 to 1.</param>
/// <param name="TruthProbability">What it gave the truth.</param>
public sealed record Mistake(string Photo, string PSPath, string Answer, string Truth, float Probability, float TruthProbability)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{System.IO.Path.GetFileName(Photo)}: {Answer} ({Probability:0.0%}) for {Truth}");
}
