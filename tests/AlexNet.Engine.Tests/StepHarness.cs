using AlexNet.Engine.Inference.Steps;
using AlexNet.Engine.Tensors;
using AlexNet.Engine.Threading;

namespace AlexNet.Engine.Tests;

/// <summary>Runs one step alone. Scratch memory starts as NaN: whoever reads what was never written shows.</summary>
internal sealed unsafe class StepHarness(Step step, int images, int threads) : IDisposable
{
    private readonly ThreadTeam _team = new(threads);

    public float[] Run(float[] x)
    {
        using var input = new NativeBuffer(x.Length);
        using var output = new NativeBuffer(images * step.Output.Count);
        using var shared = new NativeBuffer(step.SharedScratch(images));
        var stride = step.WorkerScratch(images);
        using var workers = new NativeBuffer(stride * threads);
        foreach (var buffer in new[] { output, shared, workers }) buffer.Span(0, (int)buffer.Length).Fill(float.NaN);
        x.CopyTo(input.Span(0, x.Length));
        step.Run(new StepRun
        {
            Team = _team,
            Images = images,
            Input = input.Pointer,
            Output = output.Pointer,
            Shared = shared.Pointer,
            Workers = workers.Pointer,
            WorkerStride = stride,
        });
        return output.Span(0, (int)output.Length).ToArray();
    }

    public void Dispose() => _team.Dispose();
}
