using AlexNet.Engine.Training;

namespace AlexNet.Models.Training;

/// <summary>How a training run goes, beside what each step does (<see cref="TrainingOptions"/>).</summary>
public sealed record TrainerOptions
{
    /// <summary>Epochs in all, those before a resume included; the paper's are "roughly 90".</summary>
    public int Epochs { get; init; } = 90;

    /// <summary>The learning rate.</summary>
    public required ILearningRateSchedule Schedule { get; init; }

    /// <summary>The file that the run is kept in, so that it can go on after a cut; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Time from one checkpoint to the next. At the end, and when the run is cancelled, one is written too.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether validation and the model that comes of it are those of the averaged weights (<see cref="TrainingOptions.WeightAverage"/>).</summary>
    public bool UseAverage { get; init; }

    /// <summary>
    /// Called after every step, with the steps done so far and the session's state (<see cref="TrainingSession.State"/>), which it may change: what holds weights
    /// to a form, as <see cref="Compression.GradualCompression"/> does. A run that is to be resumed needs one that follows from these two alone.
    /// </summary>
    public Action<long, IReadOnlyList<TrainingTensor>>? AfterStep { get; init; }

    /// <summary>Name of the photos, for the history.</summary>
    public string Dataset { get; init; } = "";

    /// <summary>A hash of the photos, for the history.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The hyper-parameters in words, for the history.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
