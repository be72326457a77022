using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Imaging.Datasets;

namespace AlexNet.Imaging.Training;

/// <summary>Photos for validation while training: in order, each as its centre view, as classifying shows it.</summary>
public sealed class CentreViews : IBatchSource
{
    private readonly TrainingPhotos? _unused = null;
    private readonly PreparedPhotos _photos;
    private readonly IReadOnlyList<LabelledPhoto> _examples;
    private readonly ViewWriter _writer;
    private readonly int _inputSize;

    /// <summary>Views for a model.</summary>
    public CentreViews(PreparedPhotos photos, PhotoDataset examples, Preprocessing preprocessing, int inputSize)
    {
        (_photos, _examples, _inputSize) = (photos, examples.Photos, inputSize);
        _writer = new ViewWriter(preprocessing, inputSize);
    }
}
