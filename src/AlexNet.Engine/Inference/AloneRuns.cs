using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference;

/// <summary>
/// The convolutional part of a batch, an image a thread from its input to its features: threads wait for each other once, at the end, and what a layer
/// writes is read by the same core. Where cores do not share a last-level cache, maps that change hands cost more than the arithmetic.
/// </summary>
internal sealed unsafe class AloneRuns : IDisposable
{
    // Whole pages, so that no two threads write to the same one.
    private const long Page = 4096 / sizeof(float);

    private readonly InferencePlan _plan;
    private readonly ThreadTeam _one = new(1);
    private readonly NativeBuffer _memory;
    private readonly long _maps;
    private readonly long _stride;

    /// <param name="plan">What is run.</param>
    /// <param name="threads">Threads, each of which gets memory for one image.</param>
    public AloneRuns(InferencePlan plan, int threads)
    {
        _plan = plan;
        var steps = plan.Steps.Take(plan.SpatialSteps).ToList();
        _maps = WholePages(steps.Max(step => step.Output.Count));
        _stride = 2 * _maps + WholePages(steps.Max(step => step.SharedScratch(1)));
        _memory = new NativeBuffer(_stride * threads);
    }

    /// <summary>Bytes of memory.</summary>
    public long Bytes => _memory.Length * sizeof(float);

    /// <summary>Runs some images.</summary>
    /// <param name="team">The threads.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="inputs">[images][input shape].</param>
    /// <param name="features">[images][features]: where the results go.</param>
    /// <param name="workers">Scratch memory of the first thread.</param>
    /// <param name="workerStride">Floats from one thread's to the next.</param>
    /// <param name="cancellation">Ends the run.</param>
    /// <param name="stepDone">Gets the name of each step that the calling thread has done: what the others do meanwhile takes no time of its own.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(
        ThreadTeam team, int images, float* inputs, float* features, float* workers, long workerStride, CancellationToken cancellation, Action<string>? stepDone)
    {
        _one.Cancellation = cancellation;
        try
        {
            var body = new Image { Runs = this, Inputs = inputs, Features = features, Workers = workers, WorkerStride = workerStride, StepDone = stepDone };
            team.For(images, ref body);
        }
        finally
        {
            _one.Cancellation = default;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _one.Dispose();
        _memory.Dispose();
    }

    private static long WholePages(long floats) => (floats + Page - 1) / Page * Page;

    /// <summary>A piece: one image.</summary>
    private struct Image : IParallelBody
    {
        public required AloneRuns Runs { get; init; }

        public required float* Inputs { get; init; }

        public required float* Features { get; init; }

        public required float* Workers { get; init; }

        public required long WorkerStride { get; init; }

        public required Action<string>? StepDone { get; init; }

        readonly void IParallelBody.Run(int index, int worker)
        {
            var plan = Runs._plan;
            var maps = Runs._memory.Pointer + worker * Runs._stride;
            var source = Inputs + index * plan.Model.Architecture.Input.Count;
            for (var i = 0; i < plan.SpatialSteps; i++)
            {
                var target = i == plan.SpatialSteps - 1 ? Features + index * plan.Features.Count : maps + (i & 1) * Runs._maps;
                plan.Steps[i].Run(new StepRun
                {
                    Team = Runs._one,
                    Images = 1,
                    Input = source,
                    Output = target,
                    Shared = maps + 2 * Runs._maps,
                    Workers = Workers + worker * WorkerStride,
                    WorkerStride = WorkerStride,
                });
                source = target;
                if (worker == 0) StepDone?.Invoke(plan.Steps[i].Name);
            }
        }
    }
}
