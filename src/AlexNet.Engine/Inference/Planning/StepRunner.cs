using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Inference.Planning;

/// <summary>Runs one step alone, with memory of its own, on images of random values.</summary>
internal sealed unsafe class StepRunner : IDisposable
{
    private readonly Step _step;
    private readonly ThreadTeam _team;
    private readonly int _images;
    private readonly NativeBuffer _input;
    private readonly NativeBuffer _output;
    private readonly NativeBuffer _shared;
    private readonly NativeBuffer _workers;
    private readonly long _workerStride;

    /// <param name="step">The step.</param>
    /// <param name="images">Images that go through it together.</param>
    /// <param name="team">The threads; the caller's own.</param>
    public StepRunner(Step step, int images, ThreadTeam team)
    {
        (_step, _images, _team) = (step, images, team);
        _input = new NativeBuffer(images * step.Input.Count);
        _output = new NativeBuffer(images * step.Output.Count);
        _shared = new NativeBuffer(step.SharedScratch(images));
        // Whole pages, as in a session, so that no two threads write to the same one.
        _workerStride = (step.WorkerScratch(images) + 1023) / 1024 * 1024;
        _workers = new NativeBuffer(_workerStride * team.Size);
        for (var image = 0; image < images; image++)
            SeededWeights.Fill(_input.Span(image * step.Input.Count, (int)step.Input.Count), $"{step.Name} {image}", seed: 0, scale: 1);
    }

    /// <summary>The values that go in, image after image.</summary>
    public ReadOnlySpan<float> Input => _input.Span(0, (int)_input.Length);

    /// <summary>What the last run gave.</summary>
    public ReadOnlySpan<float> Output => _output.Span(0, (int)_output.Length);

    /// <summary>Computes all images once.</summary>
    /// <exception cref="OperationCanceledException">The team's token was cancelled.</exception>
    public void Run() => _step.Run(new StepRun
    {
        Team = _team,
        Images = _images,
        Input = _input.Pointer,
        Output = _output.Pointer,
        Shared = _shared.Pointer,
        Workers = _workers.Pointer,
        WorkerStride = _workerStride,
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_input, _output, _shared, _workers]) buffer.Dispose();
    }
}
