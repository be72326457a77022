using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Tests.Evaluation;

public class AccuracyTests
{
    private static readonly LabelSet Labels = new(["a", "b", "c", "d", "e", "f", "g"]);

    /// <summary>Newcombe 1998 ("Two-sided confidence intervals for the single proportion"), table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void IntervalsAreThosePublished(int hits, int trials, double low, double high)
    {
        var interval = ConfidenceInterval.Wilson(hits, trials);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
        var other = ConfidenceInterval.Wilson(trials - hits, trials);
        Assert.Equal(1 - interval.High, other.Low, 1e-12);
    }

    [Fact]
    public void AnswersAreCounted()
    {
        var counter = new AccuracyCounter(Labels);
        counter.Add(0, Answers("abcde"));
        counter.Add(0, Answers("bacde"));
        counter.Add(0, Answers("bcdef"));
        counter.Add(2, Answers("cabde"));
        counter.Add(6, Answers("abcdefg"));
        counter.AddFailed();
        var found = counter.ToAccuracy("m", "p", tenView: false);
        Assert.Equal((5, 1), (found.Photos, found.Failed));
        // g is the seventh answer of its photo: not among the five, however many are given.
        Assert.Equal((3 / 5.0, 2 / 5.0), (found.Top1Error, found.Top5Error));
        Assert.Equal((1 / 3.0 + 1 + 0) / 3, found.MeanClassAccuracy, 1e-12);
        Assert.Equal(["a", "c", "g"], found.Classes.Select(@class => @class.Label));
        Assert.Equal([new("a", "b", 2), new("g", "a", 1)], found.Confusions);
        Assert.Equal([1, 2, 0, 0, 0, 0, 0], found.ConfusionMatrix[0]);
    }

    [Fact]
    public void NothingCountedIsNoAccuracy() => Assert.Throws<InvalidOperationException>(() => new AccuracyCounter(Labels).ToAccuracy("m", "p", false));

    private static List<Prediction> Answers(string labels) => [.. labels.Select((label, i) => new Prediction(i + 1, label - 'a', $"{label}", null, 0.1f))];
}
