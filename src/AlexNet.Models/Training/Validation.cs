using AlexNet.Engine.Training;

namespace AlexNet.Models.Training;

/// <summary>One pass over validation examples.</summary>
internal static class Validation
{
    /// <summary>Their mean loss and how many were answered right.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static StepResult Run(TrainingSession session, IBatchSource source, int batchSize, int imageLength, bool averaged, CancellationToken cancellation)
    {
        var count = source.BatchCount(batchSize);
        using var batches = new BatchPrefetcher(source, Enumerable.Range(0, count).Select(batch => (0, batch)), batchSize, imageLength);
        var (loss, correct1, correct5, images) = (0.0, 0, 0, 0);
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = batches.Take(cancellation);
            var result = session.Evaluate(batch.Filled, batch.Labels, averaged);
            batches.Return(batch);
            loss += result.Loss * result.Count;
            (correct1, correct5, images) = (correct1 + result.Correct1, correct5 + result.Correct5, images + result.Count);
        }
        return new StepResult(loss / images, correct1, correct5, images);
    }
}
