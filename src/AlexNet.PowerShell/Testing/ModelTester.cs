using System.Management.Automation;
using AlexNet.Engine.Evaluation;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Datasets;
using AlexNet.PowerShell.Errors;
using AlexNet.PowerShell.Photos;
using AlexNet.PowerShell.Training;

namespace AlexNet.PowerShell.Testing;

/// <summary>
/// Classifies labelled photos as Invoke-AlexNetClassify does, and counts. The door between the cmdlet and the datasets, whose types are in the module's own load
/// context.
/// </summary>
internal sealed class ModelTester : IDisposable
{
    private readonly Model _model;
    private readonly PhotoDataset _photos;
    private readonly bool _tenView;
    private readonly AccuracyCounter _counter;
    private readonly ClassifierRun _run;
    private int _next;

    /// <summary>Reads the names of the photos, packs the weights and starts the threads.</summary>
    /// <param name="model">Who answers.</param>
    /// <param name="path">A folder of folders or a CSV file.</param>
    /// <param name="list">A list of the photos that count; null for all.</param>
    /// <param name="settings">How.</param>
    /// <param name="done">Told of each photo: its path, and how many are left.</param>
    /// <param name="fail">Takes a photo's failure.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="Failure">The photos or the settings do not fit the model.</exception>
    public ModelTester(Model model, string path, string? list, ClassifierSettings settings, Action<string, int> done, Action<Failure> fail, CancellationToken stop)
        : this(model, TrainingErrors.Translate(path, () => Read(path, list, model.Labels, stop)), settings, done, fail) { }

    /// <summary>The same for photos whose classes are the model's.</summary>
    public ModelTester(Model model, PhotoDataset photos, ClassifierSettings settings, Action<string, int> done, Action<Failure> fail)
    {
        (_model, _photos, _tenView) = (model, photos, settings.TenView);
        _counter = new AccuracyCounter(model.Labels);
        _run = ClassifierRun.Create(model, settings with { Top = AccuracyCounter.Answers },
            answer =>
            {
                _counter.Add(_photos.Photos[_next++].Class, answer.Predictions);
                done(answer.Path, _photos.Photos.Count - _next);
            },
            failure =>
            {
                _counter.AddFailed();
                fail(failure);
                done(_photos.Photos[_next++].Path, _photos.Photos.Count - _next);
            });
    }

    /// <summary>Classifies all photos.</summary>
    /// <exception cref="Failure">None of them could be.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public ModelAccuracy Run(CancellationToken stop)
    {
        foreach (var photo in _photos.Photos) _run.Add(PhotoInput.Of(new PhotoFile(photo.Path)), stop);
        _run.Finish(stop);
        if (_counter.Photos == 0)
            throw new Failure(ErrorIds.DatasetInvalid, ErrorCategory.InvalidData, _photos.Name, $"'{_photos.Name}': none of its {_counter.Failed} photos could be classified.", "Look at the errors of the photos.");
        return _counter.ToAccuracy(_model.Name, Path.GetFileName(Path.TrimEndingDirectorySeparator(_photos.Name)), _tenView);
    }

    /// <summary>How long each layer took, a line each; none unless the settings ask for it. To be read after <see cref="Run"/>.</summary>
    public IEnumerable<string> LayerTimes => _run.LayerTimes;

    /// <inheritdoc/>
    public void Dispose() => _run.Dispose();

    private static PhotoDataset Read(string path, string? list, LabelSet labels, CancellationToken stop)
    {
        var dataset = DatasetReader.Read(path, stop);
        if (list is not null) dataset = PhotoList.Divide(dataset, list).Listed;
        if (dataset.Photos.Count == 0) throw new DatasetException(list ?? path, "it names no photo", "name the photos to test on, one a line");
        return dataset.Under(labels);
    }
}
