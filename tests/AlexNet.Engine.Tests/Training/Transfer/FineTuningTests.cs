using AlexNet.Engine.Inference;
using AlexNet.Engine.Models;
using AlexNet.Engine.Training;
using AlexNet.Engine.Training.Transfer;

namespace AlexNet.Engine.Tests.Training.Transfer;

public class FineTuningTests
{
    private const int Batch = 16;

    [Fact]
    public void TheEndOfANetworkTrainsAsTheWholeDoesWithTheRestFrozen()
    {
        var model = TinyNetworks.Model();
        var images = TinyNetworks.Images(model, Batch);
        var targets = TinyNetworks.Targets(Batch);
        string[] front = ["conv1", "conv2", "conv3"];
        using var whole = new TrainingSession(model, new TrainingOptions { BatchSize = Batch, RateMultipliers = front.ToDictionary(layer => layer, _ => 0f) });
        using var end = new TrainingSession(model, new TrainingOptions { BatchSize = Batch, FirstLayer = "fc6" });
        var features = Outputs(model, "pool3", images);
        Assert.Equal(end.Input.Count * Batch, features.Length);
        for (var step = 0; step < 3; step++) Assert.Equal(whole.Step(step, 0.01f, images, targets).Loss, end.Step(step, 0.01f, features, targets).Loss, 1e-4);

        var (expected, found) = (whole.ToModel(), end.ToModel());
        Assert.Equal(expected.Architecture.Layers, found.Architecture.Layers);
        foreach (var weight in expected.Weights)
        {
            var values = found.Weight(weight.Name);
            Assert.True(Near.Error([.. weight.ToArray().Select(value => (double)value)], values.ToArray()) < 1e-4, weight.Name);
            Assert.Equal(front.Any(layer => weight.Name.StartsWith(layer, StringComparison.Ordinal)), ReferenceEquals(values, model.Weight(weight.Name)));
        }
    }

    [Fact]
    public void DropoutChangesInWhatIsTrainedAlone()
    {
        using var session = new TrainingSession(TinyNetworks.Model(), new TrainingOptions { BatchSize = Batch, FirstLayer = "fc7", Dropout = 0.1f });
        Assert.Equal(0.5f, session.Architecture.Layers.OfType<Layers.Dropout>().Single().Rate);
    }

    [Fact]
    public void ItBettersWhatItBeginsWithAndStopsInTime()
    {
        using var training = ToyExamples.Clouds(120, 10, 3, 0.5, "training");
        using var heldOut = ToyExamples.Clouds(60, 10, 3, 0.5, "held out");
        var start = ToyExamples.Model(10, 3);
        var told = new List<EpochResult>();
        var (model, epochs) = FineTuning.Run(start, training, heldOut, new FineTuningOptions { FirstLayer = "fc2", Epochs = 40, LearningRate = 0.05f, BatchSize = 20 }, new Told(told));
        Assert.Equal(told, epochs);
        Assert.Equal(Enumerable.Range(1, epochs.Count), epochs.Select(epoch => epoch.Epoch));
        Assert.InRange(epochs.Min(epoch => epoch.ValidationLoss!.Value), 0, 0.3);
        // The best one, not the last one.
        using var session = new TrainingSession(model, new TrainingOptions { FirstLayer = "fc2", BatchSize = 60 });
        var loss = session.Evaluate(heldOut.Rows(0, 60), [.. heldOut.Classes.Select(Target.Of)]).Loss;
        Assert.Equal(epochs.Min(epoch => epoch.ValidationLoss!.Value), loss, 1e-6);
    }

    [Fact]
    public void WhatCannotBeBetteredStaysAsItIs()
    {
        using var rows = ToyExamples.Clouds(40, 10, 3, 0.5, "training");
        var start = ToyExamples.Model(10, 3);
        var (model, epochs) = FineTuning.Run(start, rows, rows, new FineTuningOptions { FirstLayer = "fc2", Epochs = 40, LearningRate = 0, Patience = 2 });
        Assert.Same(start, model);
        Assert.Equal(2, epochs.Count);
    }

    [Fact]
    public void ARateThatIsTooHighIsAnError()
    {
        using var rows = ToyExamples.Clouds(40, 10, 3, 0.5, "training");
        var options = new FineTuningOptions { FirstLayer = "fc2", LearningRate = 1e38f, BatchSize = 8, Patience = 10 };
        Assert.Throws<LossNotFiniteException>(() => FineTuning.Run(ToyExamples.Model(10, 3), rows, rows, options));
    }

    [Fact]
    public void TheSeedDecidesTheOrder()
    {
        using var rows = ToyExamples.Clouds(40, 10, 3, 0.5, "training");
        float[] Trained(ulong seed) => FineTuning.Run(ToyExamples.Model(10, 3), rows, rows, new FineTuningOptions { FirstLayer = "fc2", Epochs = 2, LearningRate = 0.05f, BatchSize = 8, Seed = seed })
            .Model.Weight("fc2.weight").ToArray();
        Assert.Equal(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1), Trained(2));
    }

    private static float[] Outputs(Model model, string layer, float[] images)
    {
        using var session = new InferenceSession(new InferencePlan(model).UpTo(layer), Batch, 2);
        for (var image = 0; image < Batch; image++) images.AsSpan(image * images.Length / Batch, images.Length / Batch).CopyTo(session.Input(image));
        session.Run(Batch);
        return [.. Enumerable.Range(0, Batch).SelectMany(image => session.Outputs(image).ToArray())];
    }

    private sealed class Told(List<EpochResult> epochs) : IProgress<EpochResult>
    {
        public void Report(EpochResult value) => epochs.Add(value);
    }
}
