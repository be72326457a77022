using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference.Planning;

public class ConvolutionTunerTests
{
    private static readonly MeasuringTime Once = new() { Repeat = 1 };

    [Fact]
    public void EveryPossibleAlgorithmIsMeasuredAndOneIsChosen()
    {
        var model = TestModels.Small();
        var possible = PlannedLayers.Of(model.Architecture, PlanOptions.Default).ToDictionary(layer => layer.Name, layer => layer.Algorithms);
        foreach (var task in ConvolutionTuner.Tasks(model, [1], [1]))
        {
            var result = task.Measure(Once);
            Assert.Equal(possible[task.Layer], result.Times.Select(time => time.Algorithm));
            Assert.All(result.Times, time => Assert.True(time is { MillisecondsPerImage: > 0, GigaflopsPerSecond: > 0, BatchSize: 1, ThreadCount: 1 }));
            Assert.Equal(result.Choice.Algorithm.ToString(), Assert.Single(result.Times, time => time.IsChosen).Algorithm);
        }
    }

    [Fact]
    public void WhatIsTunedIsWhatAPlanUses()
    {
        var model = TestModels.Small();
        var results = ConvolutionTuner.Tasks(model, [2], [2], [ConvolutionAlgorithm.Winograd4x4, ConvolutionAlgorithm.SpaceToDepthWinograd4x4]).Select(task => task.Measure(Once)).ToList();
        var plan = InferencePlan.For(model, new PlanOptions { Batch = 2, Threads = 2, Tuned = new TunedChoices(results.Select(result => result.Choice)) });
        Assert.Equal(results.ToDictionary(result => result.Times[0].Layer, result => result.Choice.Algorithm), plan.Algorithms);
    }

    [Fact]
    public void BatchesOfTheSameGroupsAreMeasuredOnceAndReportedEach()
    {
        var tasks = ConvolutionTuner.Tasks(TestModels.Small(), [1, 16, 64, 16], [2]);
        Assert.Equal(10, tasks.Count);
        Assert.Equal([16, 64], tasks[^1].Measure(Once).Times.Select(time => time.BatchSize).Distinct());
    }

    [Fact]
    public void ExcludedAlgorithmsAreLeftOutButSomethingStays()
    {
        var task = ConvolutionTuner.Tasks(TestModels.Small(), [1], [1], Enum.GetValues<ConvolutionAlgorithm>())[0];
        Assert.Equal("ImplicitGemm", Assert.Single(task.Measure(Once).Times).Algorithm);
    }

    [Theory]
    [InlineData(1.00, 1.04, ConvolutionAlgorithm.Winograd4x4)]
    [InlineData(1.00, 1.06, ConvolutionAlgorithm.Im2Col)]
    [InlineData(1.00, 0.50, ConvolutionAlgorithm.Winograd4x4)]
    public void TheRulesChoiceWinsUnlessAnotherIsClearlyFaster(double im2Col, double preferred, ConvolutionAlgorithm expected) =>
        Assert.Equal(expected, ConvolutionTuner.Fastest(
            new Dictionary<ConvolutionAlgorithm, double> { [ConvolutionAlgorithm.Im2Col] = im2Col, [ConvolutionAlgorithm.Winograd4x4] = preferred }, ConvolutionAlgorithm.Winograd4x4));

    [Fact]
    public void ACancelledTaskStops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => ConvolutionTuner.Tasks(TestModels.Small(), [1], [2])[0].Measure(Once, cancellation: stop.Token));
    }
}
