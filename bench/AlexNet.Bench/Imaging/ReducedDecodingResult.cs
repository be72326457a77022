using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;

namespace AlexNet.Bench.Imaging;

/// <summary>The largest differences so far, image 0 of a session decoded at full scale and image 1 at reduced scale.</summary>
internal sealed record ReducedDecodingResult(string Network)
{
    /// <summary>Photographs whose input differs.</summary>
    public int Photos { get; private init; }

    /// <summary>Mean change of a colour level (0 to 255), over all photographs.</summary>
    public double MeanLevel { get; private init; }

    /// <summary>The same, of the photograph that changes most.</summary>
    public double WorstMeanLevel { get; private init; }

    /// <summary>Largest change of a level anywhere.</summary>
    public double LargestLevel { get; private init; }

    /// <summary>Largest change of any logit, in standard deviations of its photograph's logits.</summary>
    public double LargestLogit { get; private init; }

    /// <summary>Largest change of the probability of any class.</summary>
    public double LargestProbability { get; private init; }

    /// <summary>Photographs whose first class is another.</summary>
    public int AnswersChanged { get; private init; }

    /// <summary>With one photograph more.</summary>
    public ReducedDecodingResult With(InferenceSession session, Preprocessing preprocessing)
    {
        var (mean, most) = Levels(session.Input(0), session.Input(1), preprocessing);
        var (_, logit) = Differences(session.Logits(0), session.Logits(1));
        var (_, probability) = Differences(session.Probabilities(0), session.Probabilities(1));
        return this with
        {
            Photos = Photos + 1,
            MeanLevel = (MeanLevel * Photos + mean) / (Photos + 1),
            WorstMeanLevel = Math.Max(WorstMeanLevel, mean),
            LargestLevel = Math.Max(LargestLevel, most),
            LargestLogit = Math.Max(LargestLogit, logit / Deviation(session.Logits(0))),
            LargestProbability = Math.Max(LargestProbability, probability),
            AnswersChanged = AnswersChanged + (session.Top(0, 1)[0].ClassIndex == session.Top(1, 1)[0].ClassIndex ? 0 : 1),
        };
    }

    /// <summary>Differences of the inputs, as levels: scale and deviation of the preprocessing undone.</summary>
    private static (double Mean, double Most) Levels(ReadOnlySpan<float> full, ReadOnlySpan<float> reduced, Preprocessing preprocessing)
    {
        var (sum, most) = (0.0, 0.0);
        var plane = full.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var level = preprocessing.Std[channel] / preprocessing.Scale;
            var (mean, largest) = Differences(full.Slice(channel * plane, plane), reduced.Slice(channel * plane, plane));
            (sum, most) = (sum + mean * level / 3, Math.Max(most, largest * level));
        }
        return (sum, most);
    }

    private static (double Mean, double Most) Differences(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var (sum, most) = (0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            var difference = Math.Abs((double)left[i] - right[i]);
            (sum, most) = (sum + difference, Math.Max(most, difference));
        }
        return (sum / left.Length, most);
    }

    private static double Deviation(ReadOnlySpan<float> values)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in values) (sum, squares) = (sum + value, squares + (double)value * value);
        return Math.Sqrt(squares / values.Length - sum / values.Length * (sum / values.Length));
    }
}
