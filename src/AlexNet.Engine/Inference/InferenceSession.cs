using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Models;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference;

/// <summary>Sees the output of each step of a forward pass, in order, on the thread that called it.</summary>
/// <param name="layer">Name of the layer, once the nonlinearity after it is applied.</param>
/// <param name="image">Index of the image in the batch.</param>
/// <param name="shape">Shape of the output.</param>
/// <param name="values">[channels][height][width]; valid during the call only.</param>
public delegate void LayerObserver(string layer, int image, MapShape shape, ReadOnlySpan<float> values);

/// <summary>
/// Runs a plan on batches of images: the memory for one forward pass, and the threads. Everything is allocated at construction; a forward
/// pass allocates nothing. The answers for an image depend neither on the number of threads nor on the batch that the image is in.
/// </summary>
/// <remarks>Not thread-safe: one forward pass at a time. Sessions are cheap next to the plan they share; give each thread its own.</remarks>
public sealed unsafe class InferenceSession : IInferenceSession
{
    /// <summary>The largest batch a session can be made for.</summary>
    public const int MaxBatch = 4096;

    // Images that go through the convolutions together: enough to share out, few enough for their maps to stay in the last-level cache.
    private const int ImagesPerThread = 1;

    private readonly InferencePlan _plan;
    private readonly ThreadTeam _team;
    private readonly int _group;
    private readonly NativeBuffer _input;
    private readonly NativeBuffer _features;
    private readonly NativeBuffer _logits;
    private readonly NativeBuffer _outputs;
    private readonly NativeBuffer[] _maps = new NativeBuffer[2];
    private readonly NativeBuffer _shared;
    private readonly NativeBuffer _workers;
    private readonly long _workerStride;
    private readonly AloneRuns? _alone;
    private bool _disposed;

    /// <summary>Allocates the memory and starts the threads.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="batch">Images a forward pass can take at most, 1 to <see cref="MaxBatch"/>.</param>
    /// <param name="threads">Threads to use, the caller's included; 0 for one a core.</param>
    /// <exception cref="ArgumentOutOfRangeException">The batch or the threads are out of range.</exception>
    /// <exception cref="OutOfMemoryException">The batch needs more memory than there is.</exception>
    public InferenceSession(InferencePlan plan, int batch = 1, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batch, MaxBatch);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threads, 1024);
        _plan = plan;
        Batch = batch;
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
        _group = ImagesTogether(batch, Threads);

        var architecture = plan.Model.Architecture;
        var spatial = plan.Steps.Take(plan.SpatialSteps).ToList();
        var full = plan.Steps.Skip(plan.SpatialSteps).ToList();
        _input = new NativeBuffer(batch * architecture.Input.Count);
        _features = new NativeBuffer(batch * plan.Features.Count);
        _logits = new NativeBuffer(plan.LogitStep < 0 ? 0 : (long)batch * architecture.Classes);
        _outputs = new NativeBuffer(full.Count == 0 ? 0 : batch * plan.Output.Count);
        var maps = Math.Max(_group * Largest(spatial, step => step.Output.Count), batch * Largest(full, step => step.Output.Count));
        _maps[0] = new NativeBuffer(maps);
        _maps[1] = new NativeBuffer(maps);
        _shared = new NativeBuffer(Math.Max(Largest(spatial, step => step.SharedScratch(_group)), Largest(full, step => step.SharedScratch(batch))));
        var scratch = Math.Max(Largest(spatial, step => step.WorkerScratch(_group)), Largest(full, step => step.WorkerScratch(batch)));
        // Whole pages, so that no two threads write to the same one.
        _workerStride = (scratch + 1023) / 1024 * 1024;
        _workers = new NativeBuffer(_workerStride * Threads);
        _team = new ThreadTeam(Threads);
        if (Threads > 1 && batch >= Threads && plan.SpatialSteps > 0) _alone = new AloneRuns(plan, Threads);
    }

    /// <summary>What it runs.</summary>
    public InferencePlan Plan => _plan;

    /// <summary>The model that answers.</summary>
    public Model Model => _plan.Model;

    /// <summary>Images a forward pass can take at most.</summary>
    public int Batch { get; }

    /// <summary>Threads, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Bytes of native memory that the session holds, without the weights.</summary>
    public long WorkspaceBytes =>
        (_alone?.Bytes ?? 0) + sizeof(float) * (_input.Length + _features.Length + _logits.Length + _outputs.Length + _maps[0].Length + _maps[1].Length + _shared.Length + _workers.Length);

    /// <summary>The place of one input image, [channels][height][width], to be filled before <see cref="Run"/>.</summary>
    public Span<float> Input(int image) => Part(_input, image, (int)_plan.Model.Architecture.Input.Count);

    /// <summary>The last layer's outputs for one image, before softmax. Valid until the next run.</summary>
    /// <exception cref="InvalidOperationException">The plan ends before them.</exception>
    public ReadOnlySpan<float> Logits(int image) => Part(Whole(_logits), image, _plan.Model.Architecture.Classes);

    /// <summary>The probability of each class for one image; they add up to 1. Valid until the next run.</summary>
    /// <exception cref="InvalidOperationException">The plan ends before them.</exception>
    public ReadOnlySpan<float> Probabilities(int image) => Part(Whole(_outputs), image, _plan.Model.Architecture.Classes);

    /// <summary>The last maps of one image, what the network's first fully connected layer reads. Valid until the next run.</summary>
    public ReadOnlySpan<float> Features(int image) => Part(_features, image, (int)_plan.Features.Count);

    /// <summary>
    /// What the plan ends in for one image, [channels][height][width] of <see cref="InferencePlan.Output"/>: the outputs of the layer given to
    /// <see cref="InferencePlan.UpTo"/>, else the probabilities. Valid until the next run.
    /// </summary>
    public ReadOnlySpan<float> Outputs(int image) => _plan.SpatialSteps == _plan.Steps.Count ? Features(image) : Part(_outputs, image, (int)_plan.Output.Count);

    /// <summary>One forward pass of the first <paramref name="images"/> inputs.</summary>
    /// <param name="images">Number of images, 1 to <see cref="Batch"/>.</param>
    /// <param name="cancellation">Ends the pass within milliseconds; its results are then undefined.</param>
    /// <param name="observer">Sees every step's output; null, the usual case, costs nothing.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="NotFiniteException">An answer is not a number; says whether the input, the weights or an overflow is to blame.</exception>
    public void Run(int images, CancellationToken cancellation = default, LayerObserver? observer = null) => RunPass(images, cancellation, observer, null);

    /// <inheritdoc/>
    void IInferenceSession.Run(int images, CancellationToken cancellation) => Run(images, cancellation);

    /// <summary>A forward pass that tells when a step is done; what it computes is what it computes unwatched.</summary>
    /// <param name="images">Number of images.</param>
    /// <param name="cancellation">Ends the pass.</param>
    /// <param name="stepDone">Gets the name of each step, once for each group of images that goes through it.</param>
    internal void RunTimed(int images, CancellationToken cancellation, Action<string> stepDone) => RunPass(images, cancellation, null, stepDone);

    private void RunPass(int images, CancellationToken cancellation, LayerObserver? observer, Action<string>? stepDone)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(images, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(images, Batch);
        var granted = ThreadBudget.Take(Threads);
        _team.Limit = granted;
        _team.Cancellation = cancellation;
        try
        {
            // Somebody who watches gets the images in step; else as many as fill all threads go their way alone.
            var alone = observer is null && _alone is not null && granted > 1 ? images / granted * granted : 0;
            if (alone > 0) _alone!.Run(_team, alone, _input.Pointer, _features.Pointer, _workers.Pointer, _workerStride, cancellation, stepDone);
            for (var first = alone; first < images; first += _group)
            {
                var group = Math.Min(_group, images - first);
                RunSteps(0, _plan.SpatialSteps, first, group, _input.Pointer + first * _plan.Model.Architecture.Input.Count, observer, stepDone);
            }
            var features = _plan.SpatialSteps == 0 ? _input : _features;
            RunSteps(_plan.SpatialSteps, _plan.Steps.Count, 0, images, features.Pointer, observer, stepDone);
        }
        finally
        {
            ThreadBudget.Return(granted);
            _team.Cancellation = default;
            GC.KeepAlive(_plan);
        }
        CheckFinite(images);
    }

    /// <summary>The likeliest classes of one image after a run, likeliest first; equal ones in the order of their index.</summary>
    /// <param name="image">Index of the image.</param>
    /// <param name="top">How many; no more than there are classes.</param>
    public IReadOnlyList<Prediction> Top(int image, int top = 5) => TopPredictions.Of(Probabilities(image), Model.Labels, top);

    /// <summary>Ends the threads and frees the memory.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _team.Dispose();
        _alone?.Dispose();
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_input, _features, _logits, _outputs, _maps[0], _maps[1], _shared, _workers])
            buffer.Dispose();
    }

    /// <summary>Runs steps <paramref name="from"/> to <paramref name="to"/> - 1 on neighbouring images.</summary>
    private void RunSteps(int from, int to, int firstImage, int images, float* source, LayerObserver? observer, Action<string>? stepDone)
    {
        for (var i = from; i < to; i++)
        {
            var step = _plan.Steps[i];
            var target = Target(i, firstImage);
            var run = new StepRun
            {
                Team = _team,
                Images = images,
                Input = source,
                Output = target,
                Shared = _shared.Pointer,
                Workers = _workers.Pointer,
                WorkerStride = _workerStride,
            };
            if (observer is not null && step is NormalizedPoolingStep both) RunObserved(both, run, observer, firstImage);
            else step.Run(run);
            source = target;
            if (observer is not null && step is not NormalizedPoolingStep) Observe(observer, step, firstImage, images, target);
            stepDone?.Invoke(step.Name);
        }
    }

    /// <summary>One who watches sees the normalized maps too, which otherwise never exist as a whole.</summary>
    private static void RunObserved(NormalizedPoolingStep step, StepRun run, LayerObserver observer, int firstImage)
    {
        step.First.Run(run with { Output = run.Shared });
        Observe(observer, step.First, firstImage, run.Images, run.Shared);
        step.Second.Run(run with { Input = run.Shared });
        Observe(observer, step.Second, firstImage, run.Images, run.Output);
    }

    /// <summary>Where a step writes: what outlives the pass has a buffer of its own, all else goes to two buffers in turn.</summary>
    private float* Target(int step, int firstImage)
    {
        if (step == _plan.SpatialSteps - 1) return _features.Pointer + firstImage * _plan.Features.Count;
        if (step == _plan.LogitStep) return _logits.Pointer;
        if (step == _plan.Steps.Count - 1) return _outputs.Pointer;
        return _maps[step & 1].Pointer;
    }

    private static void Observe(LayerObserver observer, Step step, int firstImage, int images, float* values)
    {
        var length = (int)step.Output.Count;
        for (var image = 0; image < images; image++)
            observer(step.Name, firstImage + image, step.Output, new ReadOnlySpan<float>(values + (long)image * length, length));
    }

    private void CheckFinite(int images)
    {
        for (var image = 0; image < images; image++)
        {
            // A softmax that overflows says less than the logits that it read.
            var values = _plan.EndsAt is null ? Logits(image) : Outputs(image);
            if (!TensorCheck.AllFinite(values)) throw NotFiniteException.For(_plan.Model, image, Input(image), values, _plan.EndsAt);
        }
    }

    private NativeBuffer Whole(NativeBuffer buffer) => _plan.EndsAt is null
        ? buffer
        : throw new InvalidOperationException($"the plan ends at layer '{_plan.EndsAt}' and classifies nothing; its outputs are what {nameof(Outputs)} gives");

    private Span<float> Part(NativeBuffer buffer, int image, int length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(image);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(image, Batch);
        return buffer.Span((long)image * length, length);
    }

    /// <summary>How many images of a batch go through the convolutions together.</summary>
    internal static int ImagesTogether(int batch, int threads) => Math.Min(batch, threads * ImagesPerThread);

    private static long Largest(IReadOnlyList<Step> steps, Func<Step, long> size) => steps.Count == 0 ? 0 : steps.Max(size);
}
