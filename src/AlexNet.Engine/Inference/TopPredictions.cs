using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inference;

/// <summary>Picks the likeliest classes.</summary>
public static class TopPredictions
{
    /// <summary>The <paramref name="top"/> largest probabilities, largest first; equal ones in the order of their index.</summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="labels">One a class.</param>
    /// <param name="top">How many; all classes when there are fewer.</param>
    public static IReadOnlyList<Prediction> Of(ReadOnlySpan<float> probabilities, LabelSet labels, int top)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        if (labels.Count != probabilities.Length)
            throw new ArgumentException($"found {labels.Count} labels for {probabilities.Length} probabilities", nameof(labels));
        // The best so far, best first: one pass, in which all but a few classes cost one comparison.
        var best = new int[Math.Min(top, probabilities.Length)];
        var count = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (count == best.Length && (count == 0 || !(probabilities[i] > probabilities[best[^1]]))) continue;
            var place = count < best.Length ? count++ : count - 1;
            for (; place > 0 && probabilities[i] > probabilities[best[place - 1]]; place--) best[place] = best[place - 1];
            best[place] = i;
        }
        var predictions = new Prediction[best.Length];
        for (var rank = 1; rank <= predictions.Length; rank++)
        {
            var label = labels[best[rank - 1]];
            predictions[rank - 1] = new Prediction(rank, label.Index, label.Name, label.Synset, probabilities[label.Index]);
        }
        return predictions;
    }
}
