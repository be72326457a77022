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
        // A heap of the best so far, its worst on top: one pass, whatever the number of classes.
        var best = new PriorityQueue<int, (float Probability, int Index)>();
        for (var i = 0; i < probabilities.Length; i++)
        {
            var priority = (probabilities[i], -i);
            if (best.Count < top) best.Enqueue(i, priority);
            else if (top > 0) best.EnqueueDequeue(i, priority);
        }
        var predictions = new Prediction[best.Count];
        for (var rank = predictions.Length; rank > 0; rank--)
        {
            var label = labels[best.Dequeue()];
            predictions[rank - 1] = new Prediction(rank, label.Index, label.Name, label.Synset, probabilities[label.Index]);
        }
        return predictions;
    }
}
