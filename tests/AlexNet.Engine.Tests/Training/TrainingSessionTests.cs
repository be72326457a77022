using AlexNet.Engine.Inference;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Tests.Kernels;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

public class TrainingSessionTests
{
    private const int Batch = 19;

    [Theory]
    [InlineData(OptimizerKind.Momentum)]
    [InlineData(OptimizerKind.AdamW)]
    public void BitsDoNotDependOnThreads(OptimizerKind optimizer)
    {
        var options = new TrainingOptions { BatchSize = Batch, Threads = 1, Optimizer = optimizer, WeightAverage = 0.9f, LabelSmoothing = 0.1f, Seed = 4 };
        using var one = Trained(options, 4);
        foreach (var threads in new[] { 2, 3, 8 })
        {
            using var more = Trained(options with { Threads = threads }, 4);
            AssertSameState(one, more);
        }
    }

    [Theory]
    [InlineData(OptimizerKind.Momentum)]
    [InlineData(OptimizerKind.AdamW)]
    public void StateIsAllThatARunNeedsToGoOn(OptimizerKind optimizer)
    {
        var options = new TrainingOptions { BatchSize = Batch, Optimizer = optimizer, WeightAverage = 0.9f };
        using var whole = Trained(options, 6);
        using var half = Trained(options, 3);
        using var resumed = new TrainingSession(TinyNetworks.Model(), options);
        foreach (var (source, target) in half.State.Zip(resumed.State))
        {
            Assert.Equal(source.Name, target.Name);
            Assert.Equal(source.Shape, target.Shape);
            source.Values.CopyTo(target.Values);
        }
        Run(resumed, 3, 6);
        AssertSameState(whole, resumed);
    }

    [Fact]
    public void TheStepAndTheSeedDecideWhatDropoutDrops()
    {
        var options = new TrainingOptions { BatchSize = Batch, Seed = 1 };
        Assert.Equal(LossOfStep(options, 3), LossOfStep(options, 3));
        Assert.NotEqual(LossOfStep(options, 3), LossOfStep(options, 4));
        Assert.NotEqual(LossOfStep(options, 3), LossOfStep(options with { Seed = 2 }, 3));
        Assert.Equal(LossOfStep(options with { Dropout = 0 }, 3), LossOfStep(options with { Dropout = 0 }, 4));
    }

    [Theory]
    [InlineData(DropoutScaling.AtTest)]
    [InlineData(DropoutScaling.InTraining)]
    public void EvaluationAgreesWithInference(DropoutScaling scaling)
    {
        using var session = new TrainingSession(TinyNetworks.Model(0.5f, scaling), new TrainingOptions { BatchSize = Batch, Dropout = 0.3f });
        Run(session, 0, 2);
        var model = session.ToModel();
        Assert.All(model.Architecture.Layers.OfType<Dropout>(), layer => Assert.Equal(0.3f, layer.Rate));
        var images = TinyNetworks.Images(model, Batch);
        var found = session.Evaluate(images, TinyNetworks.Targets(Batch));

        using var inference = new InferenceSession(new InferencePlan(model), Batch, 2);
        var loss = 0.0;
        for (var image = 0; image < Batch; image++) images.AsSpan(image * images.Length / Batch, images.Length / Batch).CopyTo(inference.Input(image));
        inference.Run(Batch);
        for (var image = 0; image < Batch; image++) loss -= Math.Log(inference.Probabilities(image)[TinyNetworks.Targets(Batch)[image].First]) / Batch;
        Assert.Equal(loss, found.Loss, 1e-4);
    }

    [Fact]
    public void AveragesFollowTheWeightsAndCanAnswer()
    {
        using var session = Trained(new TrainingOptions { BatchSize = Batch, WeightAverage = 0.99f }, 30);
        var images = TinyNetworks.Images(session.ToModel(), Batch);
        var (now, averaged) = (session.Evaluate(images, TinyNetworks.Targets(Batch)), session.Evaluate(images, TinyNetworks.Targets(Batch), averaged: true));
        Assert.NotEqual(now.Loss, averaged.Loss);
        Assert.Equal(now, session.Evaluate(images, TinyNetworks.Targets(Batch)));
        var stored = session.State.Single(tensor => tensor.Name == "conv1.weight.average").Values.ToArray();
        Assert.Equal(stored, session.ToModel(averaged: true).Weight("conv1.weight").ToArray());

        using var without = new TrainingSession(TinyNetworks.Model(), new TrainingOptions { BatchSize = Batch });
        Assert.Contains(nameof(TrainingOptions.WeightAverage), Assert.Throws<InvalidOperationException>(() => without.ToModel(averaged: true)).Message);
    }

    [Fact]
    public void ALossThatIsNoNumberIsReportedAndChangesNothing()
    {
        var model = TinyNetworks.Model();
        using var session = new TrainingSession(model, new TrainingOptions { BatchSize = 2 });
        var before = session.State.Select(tensor => tensor.Values.ToArray()).ToList();
        var images = TinyNetworks.Images(model, 2);
        images[5] = float.NaN;
        var error = Assert.Throws<LossNotFiniteException>(() => session.Step(7, 0.1f, images, TinyNetworks.Targets(2)));
        Assert.Equal(7, error.Step);
        Assert.Contains("value 5 of the batch's images", error.Message);
        Assert.Equal(before, session.State.Select(tensor => tensor.Values.ToArray()));

        // A rate that is far too large: sooner or later the weights are to blame.
        images = TinyNetworks.Images(model, 2);
        error = Assert.Throws<LossNotFiniteException>(() =>
        {
            for (var step = 0; step < 50; step++) session.Step(step, 1e6f, images, TinyNetworks.Targets(2));
        });
        Assert.Contains("weights", error.Message);
    }

    [Fact]
    public void RateMultipliersFreezeLayers()
    {
        var options = new TrainingOptions { BatchSize = Batch, RateMultipliers = new Dictionary<string, float> { ["conv1"] = 0, ["fc6.weight"] = 0 } };
        using var session = Trained(options, 2);
        var model = TinyNetworks.Model();
        bool Changed(string name) => !session.ToModel().Weight(name).ToArray().SequenceEqual(model.Weight(name).ToArray());
        Assert.Equal((false, false, false, true, true), (Changed("conv1.weight"), Changed("conv1.bias"), Changed("fc6.weight"), Changed("fc6.bias"), Changed("conv2.weight")));
    }

    [Fact]
    public void BadInputIsRefusedInWords()
    {
        var model = TinyNetworks.Model();
        using var session = new TrainingSession(model, new TrainingOptions { BatchSize = 2 });
        var images = TinyNetworks.Images(model, 2);
        Assert.Contains("1 to 2", Assert.Throws<ArgumentException>(() => session.Step(0, 0.1f, [], [])).Message);
        Assert.Contains("values of images", Assert.Throws<ArgumentException>(() => session.Step(0, 0.1f, images, TinyNetworks.Targets(1))).Message);
        Assert.Contains("classes are 0 to 9", Assert.Throws<ArgumentException>(() => session.Step(0, 0.1f, images, [Target.Of(3), Target.Of(10)])).Message);
        Assert.Contains("weights 0 to 1", Assert.Throws<ArgumentException>(() => session.Step(0, 0.1f, images, [Target.Of(3), new Target(1, 2, float.NaN)])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => session.Step(0, float.NaN, images, TinyNetworks.Targets(2)));
        Assert.Contains("BatchSize is 0", Assert.Throws<ArgumentException>(() => new TrainingSession(model, new TrainingOptions { BatchSize = 0 })).Message);
        Assert.Contains("no parameters 'fc9'", Assert.Throws<ArgumentException>(() => new TrainingSession(
            model, new TrainingOptions { RateMultipliers = new Dictionary<string, float> { ["fc9"] = 1 } })).Message);
    }

    private static TrainingSession Trained(TrainingOptions options, int steps)
    {
        var session = new TrainingSession(TinyNetworks.Model(), options);
        Run(session, 0, steps);
        return session;
    }

    /// <summary>Every other batch is smaller, as an epoch's last one is.</summary>
    private static void Run(TrainingSession session, int first, int end)
    {
        var images = TinyNetworks.Images(TinyNetworks.Model(), Batch);
        for (var step = first; step < end; step++)
        {
            var count = step % 2 == 0 ? Batch : Batch - 6;
            session.Step(step, 0.003f, images.AsSpan(0, count * images.Length / Batch), TinyNetworks.Targets(count));
        }
    }

    private static double LossOfStep(TrainingOptions options, int step)
    {
        using var session = new TrainingSession(TinyNetworks.Model(), options);
        return session.Step(step, 0, TinyNetworks.Images(TinyNetworks.Model(), Batch), TinyNetworks.Targets(Batch)).Loss;
    }

    private static void AssertSameState(TrainingSession expected, TrainingSession actual)
    {
        foreach (var (one, other) in expected.State.Zip(actual.State)) Values.AssertSameBits(one.Values, other.Values, one.Name);
    }
}
