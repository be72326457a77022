namespace AlexNet.Engine.Training;

/// <summary>What one epoch of training came to. Errors are shares of the images, in [0, 1].</summary>
[TypeFormatterSource]
public sealed record EpochResult
{
    /// <summary>Number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Steps done since training began.</summary>
    public required long Step { get; init; }

    /// <summary>The rate of the epoch's last step.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Mean cross entropy of the training images as they were shown, in nats; with dropout, augmentation and label smoothing.</summary>
    public required double Loss { get; init; }

    /// <summary>Share of those images whose class was not the likeliest answer.</summary>
    public required double Top1Error { get; init; }

    /// <summary>Share of those images whose class was not among the five likeliest.</summary>
    public required double Top5Error { get; init; }

    /// <summary>Mean cross entropy of the validation images; null without any.</summary>
    public double? ValidationLoss { get; init; }

    /// <summary>Their share whose class was not the likeliest answer.</summary>
    public double? ValidationTop1Error { get; init; }

    /// <summary>Their share whose class was not among the five likeliest.</summary>
    public double? ValidationTop5Error { get; init; }

    /// <summary>Training images seen in the epoch.</summary>
    public required long Images { get; init; }

    /// <summary>Seconds that the epoch's steps took, without validation and checkpoints.</summary>
    public required double Seconds { get; init; }

    /// <summary>Training images a second.</summary>
    public double ImagesPerSecond => Images / Math.Max(Seconds, 1e-9);

    /// <summary>What the epoch's steps, and an evaluation of validation examples, came to.</summary>
    public static EpochResult Of(int epoch, long step, double learningRate, StepResult training, StepResult validation, double seconds) => new()
    {
        Epoch = epoch,
        Step = step,
        LearningRate = learningRate,
        Loss = training.Loss,
        Top1Error = training.Top1Error,
        Top5Error = training.Top5Error,
        ValidationLoss = validation.Loss,
        ValidationTop1Error = validation.Top1Error,
        ValidationTop5Error = validation.Top5Error,
        Images = training.Count,
        Seconds = seconds,
    };

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"epoch {Epoch}: loss {Loss:0.000}, top-1 error {ValidationTop1Error ?? Top1Error:0.0%}");
}
