using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Models.Initialization;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Bench.Gemm;

/// <summary>Runs one step of a plan alone, on one image of random values.</summary>
internal sealed unsafe class StepRunner : IDisposable
{
    private readonly Step _step;
    private readonly ThreadTeam _team;
    private readonly NativeBuffer _input;
    private readonly NativeBuffer _output;
    private readonly NativeBuffer _shared;
    private readonly NativeBuffer _workers;
    private readonly long _workerStride;

    public StepRunner(Step step, int threads)
    {
        _step = step;
        _team = new ThreadTeam(threads);
        _input = new NativeBuffer(step.Input.Count);
        _output = new NativeBuffer(step.Output.Count);
        _shared = new NativeBuffer(step.SharedScratch(1));
        _workerStride = (step.WorkerScratch(1) + 1023) / 1024 * 1024;
        _workers = new NativeBuffer(_workerStride * threads);
        SeededWeights.Fill(_input.Span(0, (int)_input.Length), step.Name, seed: 0, scale: 1);
    }

    /// <summary>The values that go in.</summary>
    public ReadOnlySpan<float> Input => _input.Span(0, (int)_input.Length);

    /// <summary>What the last run gave.</summary>
    public ReadOnlySpan<float> Output => _output.Span(0, (int)_output.Length);

    public void Run() => _step.Run(new StepRun
    {
        Team = _team,
        Images = 1,
        Input = _input.Pointer,
        Output = _output.Pointer,
        Shared = _shared.Pointer,
        Workers = _workers.Pointer,
        WorkerStride = _workerStride,
    });

    public void Dispose()
    {
        _team.Dispose();
        foreach (var buffer in (ReadOnlySpan<NativeBuffer>)[_input, _output, _shared, _workers]) buffer.Dispose();
    }
}
