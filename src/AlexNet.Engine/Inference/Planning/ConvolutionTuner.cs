using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>Finds the fastest algorithm of each convolution by measuring them all on this machine.</summary>
public static class ConvolutionTuner
{
    /// <summary>What a measured algorithm must win by against the rules' choice: less is noise, and would make plans change from one tuning to the next.</summary>
    internal const double Margin = 1.05;

    /// <summary>What there is to measure: every convolution for each number of threads, and of images that go through it together.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">Images of a forward pass. Batches that go through the convolutions in groups of the same size are measured once.</param>
    /// <param name="threads">Numbers of threads; 0 for one a core.</param>
    /// <param name="excluded">Algorithms to leave out. Implicit GEMM, which computes anything, stays where nothing else is left.</param>
    public static IReadOnlyList<TuningTask> Tasks(
        Model model, IEnumerable<int> batches, IEnumerable<int> threads, IReadOnlyCollection<ConvolutionAlgorithm>? excluded = null) =>
    [
        .. from count in threads.Select(count => count == 0 ? Environment.ProcessorCount : count).Distinct()
           from together in batches.Distinct().GroupBy(batch => InferenceSession.ImagesTogether(batch, count))
           from shapes in model.Architecture.Shapes
           where shapes.Layer is Convolution
           select new TuningTask(model, new ConvolutionWork((Convolution)shapes.Layer, shapes.Input, together.Key, count), [.. together], excluded ?? []),
    ];

    /// <summary>The one to use: the least time, or the preferred one where it is within the margin.</summary>
    internal static ConvolutionAlgorithm Fastest(IReadOnlyDictionary<ConvolutionAlgorithm, double> times, ConvolutionAlgorithm preferred)
    {
        var least = times.MinBy(time => time.Value);
        return times.TryGetValue(preferred, out var time) && time <= least.Value * Margin ? preferred : least.Key;
    }
}
