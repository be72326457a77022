using AlexNet.Engine.Devices.Timelines;
using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Models;
using AlexNet.Imaging.Views;

namespace AlexNet.Imaging.Classification;

/// <summary>Runs decoded photos through the network. Used by one thread.</summary>
internal sealed class PhotoBatch(Model model, ClassifierOptions options) : IDisposable
{
    private readonly BatchSessions _sessions = new(model, options);
    private readonly float[] _average = new float[model.Architecture.Classes];

    /// <summary>What the devices did; null unless that was asked for.</summary>
    public Timeline? Timeline => _sessions.Timeline;

    /// <summary>How long each layer took so far; null unless that was asked for.</summary>
    public IReadOnlyList<LayerTime>? LayerTimes => _sessions.LayerTimes;

    /// <summary>One result for each photo, in order.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public PhotoResult[] Run(IReadOnlyList<PhotoJob> jobs, CancellationToken cancellation)
    {
        var results = new PhotoResult[jobs.Count];
        var decoded = Enumerable.Range(0, jobs.Count).Where(i => jobs[i].Error is null).ToList();
        for (var i = 0; i < jobs.Count; i++) results[i] = new PhotoResult(jobs[i].Source, null, jobs[i].Error);
        if (decoded.Count == 0) return results;
        try
        {
            Classify(jobs, decoded, results, cancellation);
        }
        catch (NotFiniteException) when (decoded.Count > 1)
        {
            // One photo must not spoil the others' answers: find it by asking one at a time.
            foreach (var i in decoded) results[i] = Run([jobs[i]], cancellation)[0];
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            foreach (var i in decoded) results[i] = new PhotoResult(jobs[i].Source, null, error);
        }
        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => _sessions.Dispose();

    private void Classify(IReadOnlyList<PhotoJob> jobs, List<int> decoded, PhotoResult[] results, CancellationToken cancellation)
    {
        var session = _sessions.Take(decoded.Count);
        try
        {
            Classify(session, jobs, decoded, results, cancellation);
        }
        finally
        {
            _sessions.Give(session);
        }
    }

    private void Classify(IInferenceSession session, IReadOnlyList<PhotoJob> jobs, List<int> decoded, PhotoResult[] results, CancellationToken cancellation)
    {
        for (var photo = 0; photo < decoded.Count; photo++)
        {
            var views = jobs[decoded[photo]].Views;
            var length = views.Length / options.Views;
            for (var view = 0; view < options.Views; view++)
                views.Slice(view * length, length).CopyTo(session.Input(photo * options.Views + view));
        }
        _sessions.Run(session, decoded.Count * options.Views, cancellation);
        for (var photo = 0; photo < decoded.Count; photo++)
        {
            var source = jobs[decoded[photo]].Source;
            results[decoded[photo]] = new PhotoResult(source, Answer(session, photo, source), null);
        }
    }

    private Engine.Inference.Classification Answer(IInferenceSession session, int photo, PhotoSource source) => new()
    {
        Path = source.Name,
        PSPath = source.ShellPath,
        Model = model.Name,
        Predictions = TopPredictions.Of(Probabilities(session, photo), model.Labels, options.Top),
    };

    /// <summary>The probabilities of a photo: of its one view, or the mean over its ten.</summary>
    private ReadOnlySpan<float> Probabilities(IInferenceSession session, int photo)
    {
        if (options.Views == 1) return session.Probabilities(photo);
        for (var i = 0; i < _average.Length; i++)
        {
            double sum = 0;
            for (var view = 0; view < options.Views; view++) sum += session.Probabilities(photo * options.Views + view)[i];
            _average[i] = (float)(sum / options.Views);
        }
        return _average;
    }
}
