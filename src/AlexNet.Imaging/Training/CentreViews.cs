using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Training;

/// <summary>Photos for validation while training: in order, each as its centre view, as classifying shows it. All epochs are alike.</summary>
public sealed class CentreViews(PreparedPhotos photos, PhotoDataset examples, Preprocessing preprocessing, int inputSize) : IBatchSource
{
    private readonly IReadOnlyList<LabelledPhoto> _examples = examples.Photos;
    private readonly ViewWriter _writer = new(preprocessing, inputSize);

    /// <inheritdoc/>
    public int ExampleCount => _examples.Count;

    /// <inheritdoc/>
    public int BatchCount(int batchSize) => (ExampleCount + batchSize - 1) / batchSize;

    /// <inheritdoc/>
    public int Fill(int epoch, int batch, int batchSize, Span<float> images, Span<Target> targets)
    {
        var count = Math.Min(batchSize, ExampleCount - batch * batchSize);
        for (var i = 0; i < count; i++)
        {
            var example = _examples[batch * batchSize + i];
            var photo = photos.Cache.Get(example, photos.Cancellation);
            _writer.Write(photo, ViewPlan.Centre(photo, inputSize), [0, 0, 0], 1, images.Slice(i * _writer.ViewLength, _writer.ViewLength));
            targets[i] = Target.Of(example.Class);
        }
        return count;
    }
}
