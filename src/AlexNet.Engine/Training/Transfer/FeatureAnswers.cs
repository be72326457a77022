using AlexNet.Engine.Kernels.Softmax;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>What a model answers for examples of which one of its layers' inputs is known.</summary>
public static class FeatureAnswers
{
    private const int BatchSize = 64;

    /// <summary>The probability of each class, for one example after the other.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="firstLayer">The layer that reads the examples.</param>
    /// <param name="examples">What it reads.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IEnumerable<float[]> Of(Model model, string firstLayer, FeatureRows examples, int threads = 0, CancellationToken cancellation = default)
    {
        using var session = new TrainingSession(model, new TrainingOptions { FirstLayer = firstLayer, BatchSize = BatchSize, Threads = threads });
        foreach (var (first, count) in examples.Batches(BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            session.Evaluate(examples.Rows(first, count), examples.Targets(first, count));
            for (var example = 0; example < count; example++)
            {
                var probabilities = new float[model.Architecture.Classes];
                SoftmaxKernel.Run(session.Logits(example), probabilities);
                yield return probabilities;
            }
        }
    }
}
