using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Training;
using AlexNet.Models.Training;

namespace AlexNet.Models.Tests.Trainee;

/// <summary>A training run of a network of a thousand weights, which has all that could tell a resumed run from another: dropout, momentum, averages, validation, a rate that falls.</summary>
public static class TinyRun
{
    public const int BatchSize = 8;

    public static Architecture Architecture { get; } = new("tiny", new MapShape(Stripes.Channels, Stripes.Size, Stripes.Size), towers: 2,
    [
        new Convolution("conv1", 8, Kernel: 3, Stride: 2, Padding: 1),
        new Activation("relu1", ActivationFunction.Relu),
        new ResponseNormalization("norm1", NormalizationWindow.WithinTower, K: 2, Alpha: 1e-4f),
        new MaxPooling("pool1", Window: 3, Stride: 2),
        new FullyConnected("fc2", 16),
        new Activation("relu2", ActivationFunction.Relu),
        new Dropout("drop2", 0.5f, DropoutScaling.AtTest),
        new FullyConnected("fc3", Stripes.Classes),
        new Softmax("softmax"),
    ]);

    public static Model Model() => ModelFactory.Create(Architecture, new LabelSet(["across", "down", "neither"]), weights: InitialWeights.He, seed: 5);

    public static TrainingOptions Step { get; } = new() { BatchSize = BatchSize, Threads = 1, Seed = 3, WeightAverage = 0.9f, LabelSmoothing = 0.1f };

    public static TrainerOptions Options(int epochs, string? checkpoint = null) => new()
    {
        Epochs = epochs,
        Schedule = new Falling(),
        Checkpoint = checkpoint,
        CheckpointInterval = TimeSpan.Zero,
        Fingerprint = "stripes",
        Settings = new Dictionary<string, string> { ["LearningRate"] = "0.05" },
    };

    /// <summary>Begins, or goes on where the checkpoint stands.</summary>
    public static Trainer Start(TrainerOptions options, TrainingOptions? step = null) => File.Exists(options.Checkpoint)
        ? Trainer.Resume(options.Checkpoint, step ?? Step, options, new Stripes(1), new Stripes(2, 24))
        : new Trainer(Model(), step ?? Step, options, new Stripes(1), new Stripes(2, 24));

    /// <summary>A rate that depends on all that a schedule is told.</summary>
    private sealed class Falling : ILearningRateSchedule
    {
        public float Rate(long step, int stepsPerEpoch, IReadOnlyList<double> validationHistory) =>
            0.05f / (1 + (float)step / stepsPerEpoch / 10) * (validationHistory.Count > 0 ? 1 + (float)validationHistory[^1] : 1);
    }
}
