using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Evaluation;

/// <summary>Counts right and wrong answers.</summary>
public sealed class AccuracyCounter(LabelSet labels)
{
    /// <summary>How many answers count for the top-5 error.</summary>
    public const int Answers = 5;

    private readonly int[][] _matrix = [.. labels.Items.Select(_ => new int[labels.Count])];
    private readonly int[] _inFive = new int[labels.Count];

    /// <summary>Photos counted.</summary>
    public int Photos { get; private set; }

    /// <summary>Photos that could not be classified.</summary>
    public int Failed { get; private set; }

    /// <summary>Counts a photo.</summary>
    /// <param name="class">Index of its class.</param>
    /// <param name="predictions">The likeliest classes, likeliest first; five, or all of a network that has fewer.</param>
    public void Add(int @class, IReadOnlyList<Prediction> predictions)
    {
        Photos++;
        _matrix[@class][predictions[0].ClassIndex]++;
        if (predictions.Take(Answers).Any(prediction => prediction.ClassIndex == @class)) _inFive[@class]++;
    }

    /// <summary>Counts a photo that could not be classified.</summary>
    public void AddFailed() => Failed++;

    /// <summary>What it came to.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="dataset">Name of the photos.</param>
    /// <param name="tenView">Whether ten views were averaged.</param>
    /// <exception cref="InvalidOperationException">Nothing was counted: no share is known.</exception>
    public ModelAccuracy ToAccuracy(string model, string dataset, bool tenView)
    {
        if (Photos == 0) throw new InvalidOperationException("no photo could be classified, so there is no error to tell");
        ClassAccuracy[] classes = [.. labels.Items.Select(label => new ClassAccuracy(label.Name, _matrix[label.Index].Sum(), _matrix[label.Index][label.Index], _inFive[label.Index])).Where(found => found.Photos > 0)];
        var (wrong, wrongInFive) = (Photos - classes.Sum(found => found.Correct), Photos - _inFive.Sum());
        return new ModelAccuracy
        {
            Model = model,
            Dataset = dataset,
            Photos = Photos,
            Failed = Failed,
            TenView = tenView,
            Top1Error = (double)wrong / Photos,
            Top1Interval = ConfidenceInterval.Wilson(wrong, Photos),
            Top5Error = (double)wrongInFive / Photos,
            Top5Interval = ConfidenceInterval.Wilson(wrongInFive, Photos),
            MeanClassAccuracy = classes.Average(found => found.Accuracy),
            Classes = classes,
            Confusions = [.. Confusions().OrderByDescending(found => found.Photos).ThenBy(found => found.Label, StringComparer.Ordinal)],
            ConfusionMatrix = [.. _matrix.Select(row => (int[])row.Clone())],
        };
    }

    private IEnumerable<Confusion> Confusions() =>
        from label in labels.Items
        from answer in labels.Items
        where label.Index != answer.Index && _matrix[label.Index][answer.Index] > 0
        select new Confusion(label.Name, answer.Name, _matrix[label.Index][answer.Index]);
}
