using System.Diagnostics;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Models.Metadata;

namespace AlexNet.Models.Training;

/// <summary>
/// The training loop: epochs of steps, validation, checkpoints. A run that is cut at any step and resumed from its checkpoint ends with the bits of one that
/// was not: the position is a number of steps, and everything that chance decides follows from it and the seed.
/// </summary>
/// <example><code>
/// using var trainer = new Trainer(model, new TrainingOptions { BatchSize = 64 }, new TrainerOptions { Schedule = schedule, Epochs = 10 }, photos);
/// foreach (var epoch in trainer.Run()) Console.WriteLine($"{epoch.Epoch}: {epoch.Loss:0.000}");
/// ModelFile.Save(trainer.ToModel(), "flowers.safetensors");
/// </code></example>
public sealed class Trainer : IDisposable
{
    private readonly TrainerOptions _options;
    private readonly int _batchSize;
    private readonly IBatchSource _training;
    private readonly IBatchSource? _validation;
    private readonly TrainingSession _session;
    private readonly ModelMetadata _metadata;
    private readonly List<EpochResult> _epochs = [];
    private readonly IReadOnlyList<TrainingRun> _earlier;
    private readonly TrainingRun _run;
    private readonly Speed _speed = new();
    private TrainingPosition _position;
    private long _savedStep = -1;
    private long _savedAt = Stopwatch.GetTimestamp();

    /// <summary>Begins with a model's weights. What had trained those stays in the history, before this run.</summary>
    /// <param name="model">Its architecture, labels, preprocessing and history stay; its weights are copied.</param>
    /// <param name="step">What each step does.</param>
    /// <param name="options">How the run goes.</param>
    /// <param name="training">The training examples.</param>
    /// <param name="validation">Examples that show how well it goes; null for none.</param>
    /// <exception cref="ModelFileException">The model's history is damaged.</exception>
    public Trainer(Model model, TrainingOptions step, TrainerOptions options, IBatchSource training, IBatchSource? validation = null)
        : this(model, step, options, training, validation, record: null) { }

    private Trainer(Model model, TrainingOptions step, TrainerOptions options, IBatchSource training, IBatchSource? validation, TrainingRecord? record)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Epochs, 1);
        if (step.FirstLayer is not null) throw new ArgumentException($"{nameof(TrainingOptions.FirstLayer)} is '{step.FirstLayer}', but a checkpoint is of a whole network; train its end with a TrainingSession");
        (_options, _batchSize, _training, _validation) = (options, step.BatchSize, training, validation);
        _position = Position(record?.Position, _batchSize, training.BatchCount(_batchSize), model);
        _run = NewRun(options);
        _earlier = record?.Runs ?? TrainingHistory.Of(model);
        if (_earlier is [.., var last] && last.LastStep == _position.Step && IsSame(last, _run))
            (_earlier, _run, _epochs) = ([.. _earlier.SkipLast(1)], last, [.. last.Epochs]);
        _session = new TrainingSession(model, step);
        // The session's: dropout's rate, which is part of what a trained network answers, may be another than the model's.
        _metadata = new ModelMetadata(model.Name, _session.Architecture, model.Labels, model.Preprocessing, true, model.Notes);
    }

    /// <summary>Goes on where a checkpoint stands. Hyper-parameters may be others than before, the batch size excepted.</summary>
    /// <param name="checkpoint">The file.</param>
    /// <param name="step">What each step does.</param>
    /// <param name="options">How the run goes.</param>
    /// <param name="training">The training examples: for the same bits, those of the same seed.</param>
    /// <param name="validation">Examples that show how well it goes; null for none.</param>
    /// <exception cref="ModelFileException">The file is damaged, no checkpoint, or of another batch size or number of steps an epoch.</exception>
    public static Trainer Resume(string checkpoint, TrainingOptions step, TrainerOptions options, IBatchSource training, IBatchSource? validation = null)
    {
        var trainer = Open(checkpoint, step, options, training, validation);
        Checkpoint.Unmap();
        return trainer;
    }

    /// <summary>Steps done.</summary>
    public long Step => _position.Step;

    /// <summary>Steps of an epoch.</summary>
    public int StepsPerEpoch => _position.StepsPerEpoch;

    /// <summary>The epochs done since training began with step 0, those before a resume included; not those of a training whose model this one began with.</summary>
    public IReadOnlyList<EpochResult> Epochs => _run.FirstStep == 0 ? [.. _epochs] : [.. _earlier.Skip(Beginning).SelectMany(run => run.Epochs), .. _epochs];

    /// <summary>Trains until the last epoch, and hands out each as it ends.</summary>
    /// <param name="progress">Told after every step, on the same thread.</param>
    /// <param name="cancellation">Ends the run after the step under way; a checkpoint is written first.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="LossNotFiniteException">The loss is no number any more; the last checkpoint is as it was.</exception>
    /// <exception cref="ModelFileException">A checkpoint cannot be written.</exception>
    public IEnumerable<EpochResult> Run(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var imageLength = (int)_metadata.Architecture.Input.Count;
        using var batches = new BatchPrefetcher(_training, Batches(_position), _batchSize, imageLength);
        while (true)
        {
            // A run may have been cut between an epoch's last step and its end.
            if (_position is { Batch: 0, Images: > 0 }) yield return SavedWhenCut(() => EndEpoch(imageLength, cancellation));
            if (_position.Epoch >= _options.Epochs) break;
            if (Stopwatch.GetElapsedTime(_savedAt) >= _options.CheckpointInterval) Save();
            var done = SavedWhenCut(() => DoStep(batches, cancellation));
            progress?.Report(done);
        }
        Save();
    }

    /// <summary>The network as it stands, with its history; of averaged weights where <see cref="TrainerOptions.UseAverage"/> says so.</summary>
    public Model ToModel()
    {
        var model = _session.ToModel(_options.UseAverage);
        return new Model(_metadata.Name, model.Architecture, model.Weights, _metadata.Labels, _metadata.Preprocessing)
        {
            Notes = new Dictionary<string, string>(_metadata.Notes) { [TrainingHistory.Note] = TrainingHistory.Write(new TrainingRecord(Runs)) },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Which of the earlier runs this training began with.</summary>
    private int Beginning => Math.Max(0, _earlier.ToList().FindLastIndex(run => run.FirstStep == 0));

    private IReadOnlyList<TrainingRun> Runs => _position.Step == _run.FirstStep ? _earlier : [.. _earlier, _run with { LastStep = _position.Step, Epochs = [.. _epochs] }];

    private TrainingRun NewRun(TrainerOptions options) => new()
    {
        Started = DateTime.UtcNow,
        FirstStep = _position.Step,
        LastStep = _position.Step,
        Dataset = options.Dataset,
        Fingerprint = options.Fingerprint,
        Settings = options.Settings,
        Epochs = [],
    };

    /// <summary>Whether two runs train in the same way on the same photos.</summary>
    private static bool IsSame(TrainingRun a, TrainingRun b) => a.Fingerprint == b.Fingerprint && a.Settings.Count == b.Settings.Count
        && a.Settings.All(setting => b.Settings.TryGetValue(setting.Key, out var value) && value == setting.Value);

    // In a method of its own: in Resume's frame nothing may hold the mapped model when maps are forgotten.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static Trainer Open(string checkpoint, TrainingOptions step, TrainerOptions options, IBatchSource training, IBatchSource? validation)
    {
        var model = ModelFile.Load(checkpoint);
        var record = TrainingHistory.Read(model);
        if (record?.Position is null) throw new ModelFileException(checkpoint, $"note '{TrainingHistory.Note}'", "it is a model, but no checkpoint of a training run", "give the file that -Checkpoint named, or begin a new run");
        var trainer = new Trainer(model, step, options, training, validation, record);
        try
        {
            Checkpoint.Restore(checkpoint, trainer._session.State);
            return trainer;
        }
        catch
        {
            trainer.Dispose();
            throw;
        }
    }

    private static TrainingPosition Position(TrainingPosition? saved, int batchSize, int stepsPerEpoch, Model model)
    {
        if (saved is null) return new TrainingPosition { BatchSize = batchSize, StepsPerEpoch = stepsPerEpoch };
        if (saved.BatchSize == batchSize && saved.StepsPerEpoch == stepsPerEpoch) return saved;
        throw new ModelFileException(model.Path ?? model.Name, $"note '{TrainingHistory.Note}'",
            $"the run has batches of {saved.BatchSize} and {saved.StepsPerEpoch} steps an epoch, but these settings and photos make batches of {batchSize} and {stepsPerEpoch} steps",
            "resume with the same photos and batch size, or train the model further in a new run");
    }

    private IEnumerable<(int Epoch, int Batch)> Batches(TrainingPosition from)
    {
        for (var step = from.Step; step < (long)_options.Epochs * from.StepsPerEpoch; step++)
            yield return ((int)(step / from.StepsPerEpoch), (int)(step % from.StepsPerEpoch));
    }

    private TrainingProgress DoStep(BatchPrefetcher batches, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        var batch = batches.Take(cancellation);
        var rate = _options.Schedule.Rate(_position.Step, StepsPerEpoch, [.. Epochs.Select(epoch => epoch.ValidationTop1Error ?? epoch.Loss)]);
        var result = _session.Step(_position.Step, rate, batch.Filled, batch.Labels);
        batches.Return(batch);
        _options.AfterStep?.Invoke(_position.Step + 1, _session.State);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        _position = _position.After(result, rate, seconds);
        _speed.Add(result.Count, seconds);
        return Progress();
    }

    private EpochResult EndEpoch(int imageLength, CancellationToken cancellation)
    {
        var validation = _validation is null ? (StepResult?)null : Validation.Run(_session, _validation, _batchSize, imageLength, _options.UseAverage, cancellation);
        var result = _position.Result(validation);
        _epochs.Add(result);
        _position = _position.NextEpoch();
        return result;
    }

    /// <summary>Does a part of the run; when it is cancelled meanwhile, a checkpoint is written before the run ends.</summary>
    private T SavedWhenCut<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OperationCanceledException)
        {
            Save();
            throw;
        }
    }

    private void Save()
    {
        if (_options.Checkpoint is { } path && _savedStep != _position.Step) Checkpoint.Write(path, _metadata, new TrainingRecord(Runs) { Position = _position }, _session.State);
        (_savedStep, _savedAt) = (_position.Step, Stopwatch.GetTimestamp());
    }

    private TrainingProgress Progress()
    {
        var steps = (long)_options.Epochs * StepsPerEpoch;
        var left = (steps - _position.Step) * (double)_batchSize / Math.Max(_speed.ImagesPerSecond, 1e-9);
        return new TrainingProgress((int)((_position.Step - 1) / StepsPerEpoch) + 1, _options.Epochs, _position.Step, steps, _position.LearningRate, _position.Loss / _position.Images,
            1 - (double)_position.Correct1 / _position.Images, 1 - (double)_position.Correct5 / _position.Images, _speed.ImagesPerSecond, TimeSpan.FromSeconds(Math.Min(left, 1e9)));
    }
}
