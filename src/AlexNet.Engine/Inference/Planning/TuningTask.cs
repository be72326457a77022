using AlexNet.Engine.Inference.Measuring;
using AlexNet.Engine.Kernels.Gemm;
using AlexNet.Engine.Models;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>One convolution to be measured by every algorithm that can compute it. Made by <see cref="ConvolutionTuner.Tasks"/>.</summary>
public sealed class TuningTask
{
    private readonly Model _model;
    private readonly ConvolutionWork _work;
    private readonly IReadOnlyList<int> _batches;
    private readonly IReadOnlyList<ConvolutionAlgorithm> _algorithms;
    private readonly ConvolutionAlgorithm _preferred;

    internal TuningTask(Model model, ConvolutionWork work, IReadOnlyList<int> batches, IReadOnlyCollection<ConvolutionAlgorithm> excluded)
    {
        (_model, _work, _batches) = (model, work, batches);
        var possible = ConvolutionSteps.For(work.Layer, work.Input).Where(algorithm => !excluded.Contains(algorithm)).ToList();
        _algorithms = possible.Count > 0 ? possible : [ConvolutionAlgorithm.ImplicitGemm];
        _preferred = ConvolutionRules.Choose(work, _algorithms.Contains);
    }

    /// <summary>Name of the layer.</summary>
    public string Layer => _work.Layer.Name;

    /// <summary>Threads that will compute it.</summary>
    public int Threads => _work.Threads;

    /// <summary>Times all algorithms, one after the other in each round, so that a disturbance of the machine meets them alike.</summary>
    /// <param name="time">How long the layer is measured, all algorithms together.</param>
    /// <param name="progress">Told which share of it is done, from 0 to 1.</param>
    /// <param name="cancellation">Ends it within milliseconds, once the weights are transformed.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public TuningResult Measure(MeasuringTime time, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        using var team = new ThreadTeam(Threads) { Cancellation = cancellation };
        var runners = new List<StepRunner>();
        var granted = ThreadBudget.Take(Threads);
        team.Limit = granted;
        try
        {
            foreach (var algorithm in _algorithms)
            {
                cancellation.ThrowIfCancellationRequested();
                runners.Add(Runner(algorithm, team));
            }
            var samples = runners.ConvertAll(_ => new Samples());
            time.Run(
                () => runners.ForEach(runner => runner.Run()),
                () => { for (var i = 0; i < runners.Count; i++) samples[i].Time(runners[i].Run); },
                progress, cancellation);
            return Result(samples);
        }
        finally
        {
            ThreadBudget.Return(granted);
            runners.ForEach(runner => runner.Dispose());
        }
    }

    private StepRunner Runner(ConvolutionAlgorithm algorithm, ThreadTeam team)
    {
        // ReLU as in nearly every variant; the clamp takes no time that could be measured.
        var step = ConvolutionSteps.Create(
            algorithm, _work.Layer, _work.Input, _model.Weight($"{Layer}.weight"), _model.Weight($"{Layer}.bias"), relu: true, GemmTiles.Best);
        return new StepRunner(step, _work.Batch, team);
    }

    private TuningResult Result(List<Samples> samples)
    {
        var medians = _algorithms.Zip(samples).ToDictionary(pair => pair.First, pair => pair.Second.Median / _work.Batch);
        var chosen = ConvolutionTuner.Fastest(medians, _preferred);
        var multiplyAdds = _work.Layer.MultiplyAdds(_work.Input);
        var times =
            from batch in _batches
            from pair in _algorithms.Zip(samples)
            select new AlgorithmTime
            {
                Model = _model.Name,
                Layer = Layer,
                BatchSize = batch,
                ThreadCount = Threads,
                Algorithm = pair.First.ToString(),
                MillisecondsPerImage = medians[pair.First],
                BestMillisecondsPerImage = pair.Second.Least / _work.Batch,
                GigaflopsPerSecond = Rate.Gigaflops(multiplyAdds, medians[pair.First]),
                IsChosen = pair.First == chosen,
            };
        return new TuningResult([.. times], new TunedChoice(TunedChoices.Key(_work), chosen, medians[chosen], DateTimeOffset.UtcNow));
    }
}

/// <summary>What was measured of one convolution.</summary>
/// <param name="Times">Every algorithm, for every batch that was asked for.</param>
/// <param name="Choice">What to keep.</param>
public sealed record TuningResult(IReadOnlyList<AlgorithmTime> Times, TunedChoice Choice);
