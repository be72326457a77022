using AlexNet.Engine.Inference.Planning;
using AlexNet.Engine.Models;
using AlexNet.Engine.Models.Initialization;

namespace AlexNet.Engine.Inference.Measuring;

/// <summary>Measures forward passes on made-up images: their time does not depend on what is on them.</summary>
public static class PerformanceMeter
{
    // Pixels minus their mean are about that large.
    private const float InputScale = 128;

    /// <summary>Times whole forward passes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Batch, threads and algorithms.</param>
    /// <param name="time">How long.</param>
    /// <param name="progress">Told which share of it is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends it within milliseconds, once the weights are packed.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">The model's answers are not numbers.</exception>
    public static Performance Measure(Model model, PlanOptions options, MeasuringTime time, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var plan = InferencePlan.For(model, options);
        using var session = Session(plan, options);
        var passes = new Samples();
        void Pass() => session.Run(session.Batch, cancellation);
        time.Run(Pass, () => passes.Time(Pass), progress, cancellation);
        var median = passes.Median / session.Batch;
        return new Performance
        {
            Model = model.Name,
            BatchSize = session.Batch,
            ThreadCount = session.Threads,
            MillisecondsPerImage = median,
            BestMillisecondsPerImage = passes.Least / session.Batch,
            GigaflopsPerSecond = Rate.Gigaflops(model.Architecture.Shapes.Sum(shapes => shapes.MultiplyAdds), median),
            Repeats = passes.Count,
            Algorithms = string.Join(", ", plan.Algorithms.Select(choice => $"{choice.Key} {choice.Value}")),
        };
    }

    /// <summary>Times every layer of forward passes.</summary>
    /// <inheritdoc cref="Measure"/>
    public static IReadOnlyList<LayerPerformance> MeasureLayers(
        Model model, PlanOptions options, MeasuringTime time, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        var plan = InferencePlan.For(model, options);
        using var session = Session(plan, options);
        var clock = new LayerClock(plan);
        time.Run(() => session.Run(session.Batch, cancellation), () => clock.Run(session, session.Batch, cancellation), progress, cancellation);
        var total = clock.Layers.Sum(layer => layer.Times.Median);
        return [.. clock.Layers.Select(layer =>
        {
            var median = layer.Times.Median / session.Batch;
            return new LayerPerformance
            {
                Model = model.Name,
                Layer = layer.Name,
                BatchSize = session.Batch,
                ThreadCount = session.Threads,
                MillisecondsPerImage = median,
                BestMillisecondsPerImage = layer.Times.Least / session.Batch,
                GigaflopsPerSecond = Rate.Gigaflops(model.Architecture.Shapes.Where(shapes => layer.Name.Split('+').Contains(shapes.Layer.Name)).Sum(shapes => shapes.MultiplyAdds), median),
                Share = layer.Times.Median / total,
                Algorithm = clock.AlgorithmOf(layer.Name),
            };
        })];
    }

    private static InferenceSession Session(InferencePlan plan, PlanOptions options)
    {
        var session = new InferenceSession(plan, options.Batch, options.Threads);
        for (var image = 0; image < session.Batch; image++) SeededWeights.Fill(session.Input(image), $"image {image}", seed: 0, InputScale);
        return session;
    }
}
