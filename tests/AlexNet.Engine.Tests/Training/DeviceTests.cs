using AlexNet.Engine.Architectures;
using AlexNet.Engine.Layers;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Tests.Kernels;
using AlexNet.Engine.Training;

namespace AlexNet.Engine.Tests.Training;

/// <summary>Training on two devices ends with the bits of training on one.</summary>
public class DeviceTests
{
    private const int Batch = 8, OddClasses = 11;
    private const float Rate = 3e-4f;

    private static readonly TrainingOptions Options = new() { BatchSize = Batch, Threads = 2, Seed = 4, WeightAverage = 0.9f, LabelSmoothing = 0.1f };

    public static TheoryData<string> Networks => ["paper", "source2012", "bvlc", "caffenet", "onetower"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void TenStepsOfBatchesOfOneToEight(string network)
    {
        var model = Small(network, 67);
        using TrainingSession one = new(model, Options), two = new(model, Options with { Devices = 2 });
        int[] batches = [1, 2, 3, 8];
        for (var step = 0; step < 10; step++) AssertSameStep(one, two, step, batches[step % batches.Length]);
        AssertSameState(one, two);
    }

    /// <summary>Maps large enough for Winograd's convolutions, forward and back, in every layer that has them.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void OneStepWithLargerMaps(string network)
    {
        var model = Small(network, 115);
        using TrainingSession one = new(model, Options), two = new(model, Options with { Devices = 2 });
        AssertSameStep(one, two, 0, 3);
        AssertSameState(one, two);
    }

    [Theory]
    [InlineData(OptimizerKind.Momentum, 1)]
    [InlineData(OptimizerKind.AdamW, 3)]
    public void EveryKindOfLayerAndMoreImagesThanGoTogether(OptimizerKind optimizer, int threads)
    {
        var options = Options with { BatchSize = 19, Optimizer = optimizer };
        using TrainingSession one = new(TinyNetworks.Model(), options), two = new(TinyNetworks.Model(), options with { Devices = 2, Threads = threads });
        for (var step = 0; step < 4; step++) AssertSameStep(one, two, step, step % 2 == 0 ? 19 : 13);
        AssertSameState(one, two);
        var (images, targets) = (TinyNetworks.Images(TinyNetworks.Model(), 7), TinyNetworks.Targets(7));
        Assert.Equal(one.Evaluate(images, targets), two.Evaluate(images, targets));
        Assert.Equal(one.Evaluate(images, targets, averaged: true), two.Evaluate(images, targets, averaged: true));
    }

    [Fact]
    public void EveryGradientIsFoundOnceAndIsTheSame()
    {
        var model = TinyNetworks.Model();
        using TrainingSession one = new(model, Options), two = new(model, Options with { Devices = 2 });
        GradientCapture expected = new(one), found = new(two);
        var (images, targets) = (TinyNetworks.Images(model, 5), TinyNetworks.Targets(5));
        one.Run(0, 0, images, targets, expected);
        two.Run(0, 0, images, targets, found);
        foreach (var (name, gradient) in expected.Gradients)
        {
            Assert.All(found.Gradients[name], value => Assert.True(float.IsFinite(value)));
            Values.AssertSameBits(gradient, found.Gradients[name], name);
        }
    }

    [Fact]
    public void ARunMayChangeItsDevices()
    {
        var model = TinyNetworks.Model();
        using TrainingSession one = new(model, Options), first = new(model, Options with { Devices = 2 }), second = new(model, Options), last = new(model, Options with { Devices = 2 });
        for (var step = 0; step < 6; step++) one.Step(step, 0.01f, TinyNetworks.Images(model, Batch), TinyNetworks.Targets(Batch));
        TrainingSession[] sessions = [first, second, last];
        for (var step = 0; step < 6; step++)
        {
            sessions[step / 2].Step(step, 0.01f, TinyNetworks.Images(model, Batch), TinyNetworks.Targets(Batch));
            if (step % 2 == 1 && step < 5)
                foreach (var (source, target) in sessions[step / 2].State.Zip(sessions[step / 2 + 1].State)) source.Values.CopyTo(target.Values);
        }
        AssertSameState(one, last);
        Assert.Equal(one.ToModel().Weight("conv3.weight").ToArray(), last.ToModel().Weight("conv3.weight").ToArray());
    }

    [Fact]
    public void ALossThatIsNoNumberChangesNothingAndTheNextStepGoesOn()
    {
        var model = TinyNetworks.Model();
        using TrainingSession one = new(model, Options), two = new(model, Options with { Devices = 2 });
        var images = TinyNetworks.Images(model, Batch);
        images[5] = float.NaN;
        Assert.Throws<LossNotFiniteException>(() => two.Step(0, 0.1f, images, TinyNetworks.Targets(Batch)));
        AssertSameStep(one, two, 0, Batch);
        AssertSameState(one, two);
    }

    [Fact]
    public void WhatCannotBeCutIsRefusedInWords()
    {
        Assert.Contains("Devices is 3", Assert.Throws<ArgumentException>(() => new TrainingSession(TinyNetworks.Model(), Options with { Devices = 3 })).Message);
        Layer[] layers =
        [
            new Convolution("conv1", 4, Kernel: 3), new Convolution("conv2", 5, Kernel: 3), new FullyConnected("fc3", 4), new Softmax("softmax"),
        ];
        var odd = ModelFactory.Create(new Architecture("odd", new MapShape(3, 9, 9), towers: 1, layers), weights: InitialWeights.Formula);
        using (new TrainingSession(odd, Options)) { }
        Assert.Contains("'conv2'", Assert.Throws<ShapeException>(() => new TrainingSession(odd, Options with { Devices = 2 })).Message);
    }

    private static Model Small(string network, int size) =>
        ModelFactory.Create(KnownArchitectures.Get(network).Scale(38, OddClasses, size), weights: InitialWeights.He, seed: 2);

    private static void AssertSameStep(TrainingSession one, TrainingSession two, int step, int count)
    {
        var images = new float[count * one.Architecture.Input.Count];
        SeededWeights.Fill(images, "images", (ulong)step, 2);
        Target[] targets = [.. Enumerable.Range(step, count).Select(index => Target.Of(index % Math.Min(OddClasses, one.Architecture.Classes)))];
        Assert.Equal(one.Step(step, Rate, images, targets), two.Step(step, Rate, images, targets));
    }

    private static void AssertSameState(TrainingSession expected, TrainingSession actual)
    {
        foreach (var (one, other) in expected.State.Zip(actual.State)) Values.AssertSameBits(one.Values, other.Values, one.Name);
    }
}
