using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Models.Tests.Trainee;
using AlexNet.Models.Training;

namespace AlexNet.Models.Tests.Training;

public class TrainerTests : TemporaryFolder
{
    private string CheckpointFile => At("run.safetensors");

    [Fact]
    public void LearnsToTellStripesApart()
    {
        using var trainer = TinyRun.Start(TinyRun.Options(epochs: 30));
        var epochs = trainer.Run().ToList();
        Assert.Equal(Enumerable.Range(1, 30), epochs.Select(epoch => epoch.Epoch));
        Assert.True(epochs[^1].ValidationTop1Error < 0.1, $"the error is {epochs[^1].ValidationTop1Error} after {epochs[0].ValidationTop1Error}");
        Assert.True(epochs[^1].Loss < epochs[0].Loss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void ARunCutAfterEverySoManyStepsEndsWithTheSameBits(int steps)
    {
        using var uncut = TinyRun.Start(TinyRun.Options(epochs: 4));
        foreach (var _ in uncut.Run()) { }
        Model? model = null;
        var cuts = 0;
        while (model is null)
        {
            using var trainer = TinyRun.Start(TinyRun.Options(4, CheckpointFile));
            model = RunUntil(trainer, steps);
            if (model is null) cuts++;
        }
        Assert.True(cuts >= 3);
        SameRun.Check(uncut.ToModel(), model);
    }

    [Fact]
    public void HyperParametersMayChangeAndTheHistoryKeepsBoth()
    {
        using (var first = TinyRun.Start(TinyRun.Options(2, CheckpointFile))) foreach (var _ in first.Run()) { }
        var others = TinyRun.Options(3, CheckpointFile) with { Settings = new Dictionary<string, string> { ["LearningRate"] = "0.01" } };
        using var second = TinyRun.Start(others, TinyRun.Step with { Optimizer = OptimizerKind.AdamW });
        Assert.Equal([1, 2], second.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(3, Assert.Single(second.Run()).Epoch);

        ModelFile.Save(second.ToModel(), At("model.safetensors"));
        var runs = TrainingHistory.Of(ModelFile.Load(At("model.safetensors")));
        Assert.Equal(["0.05", "0.01"], runs.Select(run => run.Settings["LearningRate"]));
        Assert.Equal([(0L, 12L), (12L, 18L)], runs.Select(run => (run.FirstStep, run.LastStep)));
        Assert.Equal([2, 1], runs.Select(run => run.Epochs.Count));
    }

    /// <summary>Trains a model, trains that further with the same settings, and is cut in the second run: once before its first step, once later.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void AModelTrainedFurtherKeepsItsHistory(int cutAfter)
    {
        using var first = TinyRun.Start(TinyRun.Options(2));
        foreach (var _ in first.Run()) { }
        var begun = first.ToModel();
        using (var second = new Trainer(begun, TinyRun.Step, TinyRun.Options(3, CheckpointFile), new Stripes(1), new Stripes(2, 24)))
        {
            Assert.Empty(second.Epochs);
            Assert.Null(RunUntil(second, cutAfter));
        }
        using var resumed = TinyRun.Start(TinyRun.Options(3, CheckpointFile));
        Assert.Equal(cutAfter, resumed.Step);
        foreach (var _ in resumed.Run()) { }
        Assert.Equal([1, 2, 3], resumed.Epochs.Select(epoch => epoch.Epoch));

        using var uncut = new Trainer(begun, TinyRun.Step, TinyRun.Options(3), new Stripes(1), new Stripes(2, 24));
        foreach (var _ in uncut.Run()) { }
        SameRun.Check(uncut.ToModel(), resumed.ToModel());
        var runs = TrainingHistory.Of(resumed.ToModel());
        Assert.Equal([(0L, 12L), (0L, 18L)], runs.Select(run => (run.FirstStep, run.LastStep)));
        Assert.Equal(TrainingHistory.Of(begun)[0].Epochs, runs[0].Epochs);
        Assert.Equal([1, 2, 3], runs[1].Epochs.Select(epoch => epoch.Epoch));
    }

    [Fact]
    public void ACheckpointIsAModelThatAnswers()
    {
        using (var trainer = TinyRun.Start(TinyRun.Options(1, CheckpointFile))) foreach (var _ in trainer.Run()) { }
        var model = ModelFile.Load(CheckpointFile);
        Assert.True(model.IsTrained);
        Assert.Equal(TinyRun.Architecture.Parameters.Select(parameter => parameter.Name), model.Weights.Select(weight => weight.Name));
        Assert.Null(WeightCheck.FirstNotFinite(model));
        Assert.Equal(["run.safetensors"], FilesLeft());
    }

    [Fact]
    public void WhatIsNoCheckpointOrOfOtherBatchesIsRefused()
    {
        ModelFile.Save(TinyRun.Model(), At("model.safetensors"));
        Assert.Contains("no checkpoint", Assert.Throws<ModelFileException>(() => TinyRun.Start(TinyRun.Options(1, At("model.safetensors")))).Message, StringComparison.Ordinal);
        using (var trainer = TinyRun.Start(TinyRun.Options(1, CheckpointFile))) foreach (var _ in trainer.Run()) { }
        var error = Assert.Throws<ModelFileException>(() => TinyRun.Start(TinyRun.Options(2, CheckpointFile), TinyRun.Step with { BatchSize = 12 }));
        Assert.Contains("batches of 8", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALossThatIsNoNumberLeavesTheLastCheckpoint()
    {
        using (var trainer = TinyRun.Start(TinyRun.Options(1, CheckpointFile))) foreach (var _ in trainer.Run()) { }
        var saved = File.ReadAllBytes(CheckpointFile);
        using var wild = Trainer.Resume(CheckpointFile, TinyRun.Step, TinyRun.Options(5, CheckpointFile) with { CheckpointInterval = TimeSpan.FromDays(1) }, new NotNumbers());
        Assert.Throws<LossNotFiniteException>(() => wild.Run().ToList());
        Assert.Equal(saved, File.ReadAllBytes(CheckpointFile));
    }

    [Fact]
    public void AFailureOfThePhotosReachesTheCaller()
    {
        using var trainer = new Trainer(TinyRun.Model(), TinyRun.Step, TinyRun.Options(1), new Failing());
        Assert.Equal("no photo", Assert.Throws<InvalidDataException>(() => trainer.Run().ToList()).Message);
    }

    /// <summary>The model, or null when it was cut.</summary>
    private static Model? RunUntil(Trainer trainer, int steps)
    {
        using var cut = new CancellationTokenSource();
        if (steps == 0) cut.Cancel();
        try
        {
            foreach (var _ in trainer.Run(new Cut(steps, cut), cut.Token)) { }
            return trainer.ToModel();
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private sealed class Cut(int steps, CancellationTokenSource cut) : IProgress<TrainingProgress>
    {
        private int _done;

        public void Report(TrainingProgress value)
        {
            if (++_done == steps) cut.Cancel();
        }
    }

    private sealed class NotNumbers : IBatchSource
    {
        private readonly Stripes _stripes = new(1);

        public int ExampleCount => _stripes.ExampleCount;

        public int BatchCount(int batchSize) => _stripes.BatchCount(batchSize);

        public int Fill(int epoch, int batch, int batchSize, Span<float> images, Span<Target> targets)
        {
            var count = _stripes.Fill(epoch, batch, batchSize, images, targets);
            images.Fill(float.NaN);
            return count;
        }
    }

    private sealed class Failing : IBatchSource
    {
        public int ExampleCount => 8;

        public int BatchCount(int batchSize) => 1;

        public int Fill(int epoch, int batch, int batchSize, Span<float> images, Span<Target> targets) => throw new InvalidDataException("no photo");
    }
}
