using AlexNet.Engine.Inference;

namespace AlexNet.Bench.Rivals;

/// <summary>A session of ours, on one device or several. It owns the session.</summary>
internal class SessionContender(IInferenceSession session, int batch) : IImageTaker
{
    public string Name { get; init; } = "AlexNetShell";

    public void SetInput(ReadOnlySpan<float> images)
    {
        var length = images.Length / batch;
        for (var image = 0; image < batch; image++) images.Slice(image * length, length).CopyTo(session.Input(image));
    }

    public void Run() => session.Run(batch, default);

    public float[] Logits() => [.. Enumerable.Range(0, batch).SelectMany(image => session.Logits(image).ToArray())];

    public void Dispose() => session.Dispose();
}
