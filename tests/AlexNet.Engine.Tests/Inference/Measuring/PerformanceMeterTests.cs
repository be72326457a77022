using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Inference.Planning;

namespace AlexNet.Engine.Tests.Inference.Measuring;

public class PerformanceMeterTests
{
    private static readonly PlanOptions Options = new() { Batch = 3, Threads = 2 };

    [Fact]
    public void ForwardPassesAreTimedAsOftenAsAskedFor()
    {
        var model = TestModels.Small();
        var shares = new List<double>();
        var result = PerformanceMeter.Measure(model, Options, new MeasuringTime { Repeat = 4 }, new Listener(shares));
        Assert.Equal((3, 2, 4), (result.BatchSize, result.ThreadCount, result.Repeats));
        Assert.InRange(result.BestMillisecondsPerImage, double.Epsilon, result.MillisecondsPerImage);
        Assert.Equal(1000, result.ImagesPerSecond * result.MillisecondsPerImage, 1e-6);
        Assert.Equal(2e-6 * model.Architecture.Shapes.Sum(shapes => shapes.MultiplyAdds), result.GigaflopsPerSecond * result.MillisecondsPerImage, 1e-6);
        Assert.StartsWith("conv1 SpaceToDepthWinograd4x4, conv2 ", result.Algorithms);
        Assert.Equal([0.25, 0.5, 0.75, 1], shares);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Layers.ActivationFunction.Tanh)]
    public void TheSharesOfTheLayersAddUp(Layers.ActivationFunction? activation)
    {
        var layers = PerformanceMeter.MeasureLayers(TestModels.Small(activation: activation), Options, new MeasuringTime { Seconds = 0.01 });
        Assert.Equal(1, layers.Sum(layer => layer.Share), 1e-9);
        Assert.Equal(layers.Count, layers.Select(layer => layer.Layer).Distinct().Count());
        Assert.All(layers, layer => Assert.Equal(layer.Layer.StartsWith("conv", StringComparison.Ordinal), layer.Algorithm is not null));
        Assert.All(layers, layer => Assert.Equal(layer.Layer[..2] is "co" or "fc", layer.GigaflopsPerSecond > 0));
    }

    [Fact]
    public void AClockAddsUpPassesOfDifferentSizes()
    {
        var plan = InferencePlan.For(TestModels.Small());
        var clock = new LayerClock(plan);
        using var session = new InferenceSession(plan, batch: 3, threads: 2);
        clock.Run(session, 3);
        var before = clock.Times;
        clock.Run(session, 1);
        Assert.All(clock.Times.Zip(before), pair => Assert.True(pair.First.Milliseconds > pair.Second.Milliseconds && (pair.First.Images, pair.Second.Images) == (4, 3)));
        Assert.Contains(clock.Times, time => time.ToString().StartsWith($"conv1 by {plan.Algorithms["conv1"]}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void ACancelledMeasurementStops()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => PerformanceMeter.Measure(TestModels.Small(), Options, new MeasuringTime(), cancellation: stop.Token));
    }

    private sealed class Listener(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }
}
