using AlexNet.Engine.Inference;
using AlexNet.Engine.Inference.Steps;

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

    /// <summary>The steps of a forward pass, in order.</summary>
    public IReadOnlyList<Step> Steps => plan.Steps;

    public void Run() => _session.Run(batch);

    /// <summary>One forward pass that tells when a step is done.</summary>
    public void Run(Action<string> stepDone) => _session.RunTimed(batch, default, stepDone);

    public float[] Logits() => [.. Enumerable.Range(0, batch).SelectMany(image => _session.Logits(image).ToArray())];

    public void Dispose() => _session.Dispose();
}
