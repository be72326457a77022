using AlexNet.Engine.Training;

namespace AlexNet.Models.Training;

/// <summary>Where a run stands, between two steps: all that is not a tensor. Order of images, dropout and rate follow from it.</summary>
internal sealed record TrainingPosition
{
    /// <summary>Steps done.</summary>
    public long Step { get; init; }

    /// <summary>Examples of a batch; steps count in it.</summary>
    public required int BatchSize { get; init; }

    /// <summary>Steps of an epoch.</summary>
    public required int StepsPerEpoch { get; init; }

    /// <summary>Rate of the last step.</summary>
    public float LearningRate { get; init; }

    /// <summary>Sum of the losses of the present epoch's images so far.</summary>
    public double Loss { get; init; }

    /// <summary>Those answered right.</summary>
    public long Correct1 { get; init; }

    /// <summary>Those among the five likeliest answers.</summary>
    public long Correct5 { get; init; }

    /// <summary>The images.</summary>
    public long Images { get; init; }

    /// <summary>Seconds that they took.</summary>
    public double Seconds { get; init; }

    /// <summary>The present epoch, from 0.</summary>
    public int Epoch => (int)(Step / StepsPerEpoch);

    /// <summary>The next batch in it.</summary>
    public int Batch => (int)(Step % StepsPerEpoch);

    /// <summary>One step on.</summary>
    public TrainingPosition After(StepResult step, float rate, double seconds) => this with
    {
        Step = Step + 1,
        LearningRate = rate,
        Loss = Loss + step.Loss * step.Count,
        Correct1 = Correct1 + step.Correct1,
        Correct5 = Correct5 + step.Correct5,
        Images = Images + step.Count,
        Seconds = Seconds + seconds,
    };

    /// <summary>With the sums of a new epoch.</summary>
    public TrainingPosition NextEpoch() => this with { Loss = 0, Correct1 = 0, Correct5 = 0, Images = 0, Seconds = 0 };

    /// <summary>What the epoch came to.</summary>
    public EpochResult Result(StepResult? validation) => new()
    {
        Epoch = (int)(Step / StepsPerEpoch),
        Step = Step,
        LearningRate = LearningRate,
        Loss = Loss / Images,
        Top1Error = 1 - (double)Correct1 / Images,
        Top5Error = 1 - (double)Correct5 / Images,
        ValidationLoss = validation?.Loss,
        ValidationTop1Error = validation is { } first ? 1 - (double)first.Correct1 / first.Count : null,
        ValidationTop5Error = validation is { } fifth ? 1 - (double)fifth.Correct5 / fifth.Count : null,
        Images = Images,
        Seconds = Seconds,
    };
}
