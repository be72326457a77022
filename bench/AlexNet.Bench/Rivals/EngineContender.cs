using AlexNet.Engine.Inference;

namespace AlexNet.Bench.Rivals;

/// <summary>Ours.</summary>
internal sealed class EngineContender(InferencePlan plan, int batch, int threads) : IImageTaker
{
    private readonly InferenceSession _session = new(plan, batch, threads);

    public string Name { get; init; } = "AlexNetShell";

    public void SetInput(ReadOnlySpan<float> images)
    {
        var length = images.Length / batch;
        for (var image = 0; image < batch; image++) images.Slice(image * length, length).CopyTo(_session.Input(image));
    }

    /// <summary>Names of the steps of a forward pass, in order.</summary>
    public IReadOnlyList<string> StepNames { get; } = [.. plan.Steps.Select(step => step.Name)];

    public void Run() => _session.Run(batch);

    public void Run(LayerObserver observer) => _session.Run(batch, observer: observer);

    public float[] Logits() => [.. Enumerable.Range(0, batch).SelectMany(image => _session.Logits(image).ToArray())];

    public void Dispose() => _session.Dispose();
}
