using System.Diagnostics;
using AlexNet.Engine.Models;

namespace AlexNet.Engine.Training.Transfer;

/// <summary>How the layers before the last are trained further.</summary>
public sealed record FineTuningOptions
{
    /// <summary>The first layer that changes.</summary>
    public required string FirstLayer { get; init; }

    /// <summary>Epochs at most.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>The learning rate: a tenth of what training begins with, since all weights are nearly right.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>Examples of a step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Epochs in a row that do not better the held-out loss before it ends.</summary>
    public int Patience { get; init; } = 3;

    /// <summary>Decides the order of the examples and what dropout drops.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads; 0 for one a core. The result does not depend on it.</summary>
    public int Threads { get; init; }
}

/// <summary>
/// Trains the end of a network further on what its first changing layer reads: momentum, the paper's weight decay, dropout as the network has it. It ends early
/// once the loss on examples held out stops falling, and the model of least loss is taken, which may be the one that it began with.
/// </summary>
public static class FineTuning
{
    /// <summary>Trains.</summary>
    /// <param name="model">Where it begins; it stays as it is.</param>
    /// <param name="training">What the first changing layer reads for the training examples.</param>
    /// <param name="heldOut">The same for examples that say when to stop.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of each epoch.</param>
    /// <param name="cancellation">Ends it after the step under way.</param>
    /// <returns>The best model and the epochs.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the examples do not fit the layer.</exception>
    /// <exception cref="LossNotFiniteException">The loss is not a number: the rate is too high.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (Model Model, IReadOnlyList<EpochResult> Epochs) Run(
        Model model, FeatureRows training, FeatureRows heldOut, FineTuningOptions options, IProgress<EpochResult>? progress = null, CancellationToken cancellation = default)
    {
        var batch = Math.Min(options.BatchSize, training.Count);
        using var session = new TrainingSession(model, new TrainingOptions { FirstLayer = options.FirstLayer, BatchSize = batch, Threads = options.Threads, Seed = options.Seed });
        var (best, least, failures) = (model, LastLayerObjective.Measure(session, heldOut, batch, cancellation).Loss, 0);
        var epochs = new List<EpochResult>();
        var step = 0L;
        for (var epoch = 0; epoch < options.Epochs && failures < options.Patience; epoch++)
        {
            var start = Stopwatch.GetTimestamp();
            var found = Epoch(session, training, Order(training.Count, epoch, options.Seed), batch, options.LearningRate, ref step, cancellation);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var validation = LastLayerObjective.Measure(session, heldOut, batch, cancellation);
            epochs.Add(EpochResult.Of(epoch + 1, step, options.LearningRate, found, validation, seconds));
            progress?.Report(epochs[^1]);
            failures = validation.Loss < least ? 0 : failures + 1;
            if (failures == 0) (best, least) = (session.ToModel(), validation.Loss);
        }
        return (best, epochs);
    }

    private static StepResult Epoch(TrainingSession session, FeatureRows training, int[] order, int batchSize, float rate, ref long step, CancellationToken cancellation)
    {
        var (loss, correct1, correct5) = (0.0, 0, 0);
        var images = new float[(long)batchSize * training.Length];
        foreach (var examples in order.Chunk(batchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < examples.Length; i++) training.Row(examples[i]).CopyTo(images.AsSpan(i * training.Length));
            var targets = Array.ConvertAll(examples, example => Target.Of(training.Classes[example]));
            var found = session.Step(step++, rate, images.AsSpan(0, examples.Length * training.Length), targets);
            loss += found.Loss * found.Count;
            (correct1, correct5) = (correct1 + found.Correct1, correct5 + found.Correct5);
        }
        return new StepResult(loss / order.Length, correct1, correct5, order.Length);
    }

    /// <summary>Another order for each epoch, by the seed.</summary>
    private static int[] Order(int count, int epoch, ulong seed)
    {
        var key = CounterRandom.Key(CounterRandom.Key("fine-tuning order", seed), epoch);
        return [.. Enumerable.Range(0, count).OrderBy(index => CounterRandom.Bits(key, (ulong)index))];
    }
}
